package ai.peeker.partner.internal.call;

import ai.peeker.partner.api.ApiCall;
import ai.peeker.partner.call.Outcome;
import ai.peeker.partner.internal.http.ExchangeException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;

/** Says in words why no answer came. */
final class FailureText {
  private FailureText() {}

  static String of(ExchangeException e) {
    IOException failure = e.failure();
    if (failure instanceof UnknownHostException) {
      return "the host name is not known";
    }
    if (failure instanceof ConnectException) {
      return "the connection was refused";
    }
    if (failure instanceof InterruptedIOException) {
      return e.sent() ? "no answer in time" : "no connection in time";
    }
    if (failure instanceof SSLException && !e.sent()) { // once sent, it broke
      return "no secure connection could be made";
    }
    return e.sent()
        ? "the connection broke before the answer was complete"
        : "the connection failed";
  }

  /**
   * What happened and what to do.
   *
   * @param maybeActed whether any attempt of the call, not only the last, may have done something
   */
  static String of(ApiCall<?> call, ExchangeException e, boolean maybeActed) {
    return call.operation() + " got no answer: " + of(e) + ". " + advice(call, maybeActed);
  }

  static String interrupted(ApiCall<?> call, Outcome outcome) {
    String what = outcome == Outcome.UNKNOWN ? advice(call, true) : "Nothing was changed by it.";
    return call.operation() + " was interrupted. " + what;
  }

  static String advice(ApiCall<?> call, boolean maybeActed) {
    if (!maybeActed) {
      return "Nothing was sent; check the base URL and the network, then call again.";
    }
    return switch (call.retrySafety()) {
      case ALWAYS -> "Nothing is changed by calling again.";
      case SAME_BYTES ->
          "The server may or may not have acted; the same body may go out again within 24 hours.";
      case NEVER -> "The server may or may not have acted; look before you call again.";
    };
  }
}
