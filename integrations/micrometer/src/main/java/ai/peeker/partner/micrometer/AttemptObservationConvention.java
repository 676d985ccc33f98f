package ai.peeker.partner.micrometer;

import ai.peeker.partner.api.Attempt;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.GlobalObservationConvention;
import io.micrometer.observation.Observation;
import java.util.OptionalInt;

/**
 * The names and keys of the observation of an attempt. To change them, extend this class and
 * register an instance, as for a {@link CallObservationConvention}.
 */
public class AttemptObservationConvention
    implements GlobalObservationConvention<AttemptObservationContext> {
  /** Creates the default convention. */
  public AttemptObservationConvention() {}

  @Override
  public boolean supportsContext(Observation.Context context) {
    return context instanceof AttemptObservationContext;
  }

  @Override
  public String getName() {
    return "peeker.attempts";
  }

  @Override
  public String getContextualName(AttemptObservationContext context) {
    return context.call().method() + " " + Keys.uri(context.call());
  }

  @Override
  public KeyValues getLowCardinalityKeyValues(AttemptObservationContext context) {
    Attempt attempt = context.attempt();
    OptionalInt status = attempt == null ? OptionalInt.empty() : attempt.status();
    return Keys.of(context.call()).and(Keys.status(status)).and("outcome", outcome(status));
  }

  @Override
  public KeyValues getHighCardinalityKeyValues(AttemptObservationContext context) {
    Attempt attempt = context.attempt();
    return Keys.ids(context.call(), attempt == null ? null : attempt.requestId())
        .and("peeker.attempt", Integer.toString(context.number()));
  }

  /** Returns the value of Spring's HTTP observations. */
  private static String outcome(OptionalInt status) {
    return switch (status.orElse(0) / 100) {
      case 1 -> "INFORMATIONAL";
      case 2 -> "SUCCESS";
      case 3 -> "REDIRECTION";
      case 4 -> "CLIENT_ERROR";
      case 5 -> "SERVER_ERROR";
      default -> "UNKNOWN";
    };
  }
}
