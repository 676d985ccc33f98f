package ai.peeker.partner.internal.batch;

import ai.peeker.partner.error.CallException;
import org.jspecify.annotations.Nullable;

/**
 * The end of one call: its result or its failure.
 *
 * @param result null if it failed
 * @param failure null if it succeeded
 */
public record CallEnd<T>(@Nullable T result, @Nullable CallException failure) {}
