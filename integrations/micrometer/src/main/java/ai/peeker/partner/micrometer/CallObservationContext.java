package ai.peeker.partner.micrometer;

import ai.peeker.partner.call.CallEnd;
import ai.peeker.partner.call.CallInfo;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/** The context of the observation of a call, for a convention, a handler or a filter. */
public final class CallObservationContext extends Observation.Context {
  private final CallInfo call;
  private volatile @Nullable CallEnd end;

  CallObservationContext(CallInfo call) {
    this.call = call;
  }

  /**
   * Returns the call.
   *
   * @return its id, operation, method and path template
   */
  public CallInfo call() {
    return call;
  }

  /**
   * Returns the end of the call.
   *
   * @return its result; null until the call ends
   */
  public @Nullable CallEnd end() {
    return end;
  }

  void end(CallEnd end) {
    this.end = end;
  }
}
