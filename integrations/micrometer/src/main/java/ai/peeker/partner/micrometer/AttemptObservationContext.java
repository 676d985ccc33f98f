package ai.peeker.partner.micrometer;

import ai.peeker.partner.api.Attempt;
import ai.peeker.partner.call.AttemptRequest;
import ai.peeker.partner.call.CallInfo;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.SenderContext;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The context of the observation of an attempt, for a convention, a handler or a filter. A tracing
 * handler adds the headers of its trace to the attempt.
 */
public final class AttemptObservationContext extends SenderContext<AttemptRequest> {
  private final CallInfo call;
  private final int number;
  private volatile @Nullable Attempt attempt;

  AttemptObservationContext(CallInfo call, AttemptRequest request) {
    super(
        (carrier, name, value) -> Objects.requireNonNull(carrier).header(name, value), Kind.CLIENT);
    this.call = call;
    this.number = request.number();
    setCarrier(request);
    setRemoteServiceName("peeker");
  }

  /**
   * Returns the call of the attempt.
   *
   * @return its id, operation, method and path template
   */
  public CallInfo call() {
    return call;
  }

  /**
   * Returns the number of the attempt.
   *
   * @return 1 for the first attempt of the call
   */
  public int number() {
    return number;
  }

  /**
   * Returns the result of the attempt.
   *
   * @return its status or failure; null until it ends, and if the call was canceled before
   */
  public @Nullable Attempt attempt() {
    return attempt;
  }

  void attempt(Attempt attempt) {
    this.attempt = attempt;
  }
}
