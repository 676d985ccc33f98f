package ai.peeker.partner.internal.call;

import ai.peeker.partner.internal.http.HttpSender;
import ai.peeker.partner.internal.time.TimeSource;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

/**
 * Shared by the calls of a client.
 *
 * @param config the settings of the client
 * @param sender sends requests
 * @param budget keeps retries from multiplying the load
 * @param time clock, scheduler and randomness
 * @param background continues asynchronous calls after a wait: callers' code may block there
 * @param closed returns whether the client is closed
 */
record CallContext(
    TransportConfig config,
    HttpSender sender,
    RetryBudget budget,
    TimeSource time,
    Executor background,
    BooleanSupplier closed) {}
