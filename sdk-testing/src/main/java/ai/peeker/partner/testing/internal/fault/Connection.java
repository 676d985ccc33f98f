package ai.peeker.partner.testing.internal.fault;

import java.time.Duration;

/** The connection of a request, as faults use it. */
public interface Connection {
  /** Makes the end of the connection a reset (RST) instead of an orderly close. */
  void resetOnClose();

  /** Waits, in real time, unless the server is closed meanwhile. */
  void pause(Duration duration) throws InterruptedException;
}
