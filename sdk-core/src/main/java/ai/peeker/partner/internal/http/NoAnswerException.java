package ai.peeker.partner.internal.http;

import java.io.IOException;

/**
 * An exchange that ended without an answer, and whether the request had begun to go out by then.
 */
final class NoAnswerException extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean sent;
  private final IOException failure;

  NoAnswerException(boolean sent, IOException failure) {
    super(failure);
    this.sent = sent;
    this.failure = failure;
  }

  boolean sent() {
    return sent;
  }

  IOException failure() {
    return failure;
  }
}
