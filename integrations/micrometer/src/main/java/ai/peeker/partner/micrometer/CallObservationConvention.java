package ai.peeker.partner.micrometer;

import ai.peeker.partner.call.CallEnd;
import ai.peeker.partner.call.Outcome;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.GlobalObservationConvention;
import io.micrometer.observation.Observation;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The names and keys of the observation of a call. To change them, extend this class and register
 * an instance in the configuration of the observation registry.
 *
 * <pre>{@code
 * observationRegistry
 *     .observationConfig()
 *     .observationConvention(
 *         new CallObservationConvention() {
 *           public String getName() {
 *             return "shop.peeker.calls";
 *           }
 *         });
 * }</pre>
 */
public class CallObservationConvention
    implements GlobalObservationConvention<CallObservationContext> {
  /** Creates the default convention. */
  public CallObservationConvention() {}

  @Override
  public boolean supportsContext(Observation.Context context) {
    return context instanceof CallObservationContext;
  }

  @Override
  public String getName() {
    return "peeker.calls";
  }

  @Override
  public String getContextualName(CallObservationContext context) {
    return "peeker " + context.call().operation();
  }

  @Override
  public KeyValues getLowCardinalityKeyValues(CallObservationContext context) {
    CallEnd end = context.end();
    return Keys.of(context.call())
        .and(Keys.status(end == null ? OptionalInt.empty() : end.status()))
        .and("outcome", outcome(end))
        .and("exception", Keys.exception(end == null ? null : end.failure()));
  }

  @Override
  public KeyValues getHighCardinalityKeyValues(CallObservationContext context) {
    CallEnd end = context.end();
    return Keys.ids(context.call(), end == null ? null : end.requestId())
        .and("peeker.attempts", Integer.toString(end == null ? 0 : end.attempts().size()));
  }

  private static String outcome(@Nullable CallEnd end) {
    if (end == null) {
      return KeyValue.NONE_VALUE;
    }
    Outcome outcome = end.outcome();
    return outcome == null ? "SUCCESS" : outcome.name();
  }
}
