package ai.peeker.partner.internal.time;

/** A scheduled task or a running operation that can be canceled. */
@FunctionalInterface
public interface Cancellable {
  /** Cancels it; has no effect once it is over. */
  void cancel();
}
