package ai.peeker.partner.internal.http;

import java.io.IOException;

/**
 * An exchange that ended without an answer, and whether the request had begun to go out by then.
 */
public final class ExchangeException extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean sent;
  private final IOException failure;

  public ExchangeException(boolean sent, IOException failure) {
    super(failure);
    this.sent = sent;
    this.failure = failure;
  }

  public boolean sent() {
    return sent;
  }

  public IOException failure() {
    return failure;
  }
}
