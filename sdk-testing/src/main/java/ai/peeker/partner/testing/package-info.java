/**
 * A Peeker Partner API that runs inside a test, on loopback, and keeps what it is told: start at
 * {@link ai.peeker.partner.testing.LocalPeeker}.
 *
 * <p>A call travels {@code HttpFront} (records it, takes a scripted answer if one is waiting) →
 * {@code Router} (key, method and path) → {@code OrderRules} (shape of the body) → {@code
 * OrderBook} (replay, count, overlap) and comes back as a {@code Reply}. A newly accepted order
 * also goes to the {@code WebhookSender}.
 */
@NullMarked
package ai.peeker.partner.testing;

import org.jspecify.annotations.NullMarked;
