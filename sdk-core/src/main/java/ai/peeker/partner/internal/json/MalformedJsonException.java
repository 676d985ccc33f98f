package ai.peeker.partner.internal.json;

import java.io.IOException;

/** Bytes that are no JSON; the message says where they stop being it, and quotes nothing. */
public final class MalformedJsonException extends IOException {
  private static final long serialVersionUID = 1L;

  MalformedJsonException(String message) {
    super(message);
  }
}
