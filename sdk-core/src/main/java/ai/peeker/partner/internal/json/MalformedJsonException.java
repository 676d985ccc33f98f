package ai.peeker.partner.internal.json;

import java.io.IOException;

/** Signals that bytes are not JSON; the message says where, and quotes nothing. */
public final class MalformedJsonException extends IOException {
  private static final long serialVersionUID = 1L;

  MalformedJsonException(String message) {
    super(message);
  }
}
