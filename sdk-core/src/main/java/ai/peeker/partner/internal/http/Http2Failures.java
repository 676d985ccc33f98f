package ai.peeker.partner.internal.http;

import org.jspecify.annotations.Nullable;

/** Recognizes failures of HTTP/2, whose exceptions are internal to OkHttp. */
final class Http2Failures {
  private Http2Failures() {}

  /**
   * Returns whether the server guarantees that it did not process the request: the stream was
   * refused, or is above the last one of a GOAWAY (RFC 9113, section 8.7).
   */
  static boolean wasNotProcessed(@Nullable Throwable failure) {
    return failure != null
        && ("stream was reset: REFUSED_STREAM".equals(failure.getMessage())
            || failure.getClass().getSimpleName().equals("ConnectionShutdownException"));
  }
}
