package ai.peeker.partner.examples.web;

import java.util.concurrent.atomic.AtomicReference;

/** A failure that happens once. */
final class NextFailure {
  private final AtomicReference<Throwable> next = new AtomicReference<>();

  void is(Throwable failure) {
    next.set(failure);
  }

  void happen() throws Exception {
    Throwable failure = next.getAndSet(null);
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure instanceof Exception exception) {
      throw exception;
    }
  }
}
