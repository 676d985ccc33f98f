package ai.peeker.partner.testing.internal.webhook;

import ai.peeker.partner.testing.internal.account.Account;
import ai.peeker.partner.testing.internal.account.Event;
import java.util.function.UnaryOperator;

/** A shape for some of the events to come. */
public final class ScriptedShape {
  private final Account account;
  private final EventMatch match;
  private int events;
  private Shape shape = Shape.PLAIN;

  ScriptedShape(Account account, EventMatch match, int events) {
    this.account = account;
    this.match = match;
    this.events = events;
  }

  /** Adds to the shape of the events that have not taken it yet. */
  public void change(UnaryOperator<Shape> change) {
    account.locked(
        () -> {
          shape = change.apply(shape);
        });
  }

  /** Returns whether the event takes the shape, which counts. */
  boolean matches(Event event) {
    if (events == 0 || !match.matches(event)) {
      return false;
    }
    events--;
    return true;
  }

  boolean isUsedUp() {
    return events == 0;
  }

  Shape shape() {
    return shape;
  }
}
