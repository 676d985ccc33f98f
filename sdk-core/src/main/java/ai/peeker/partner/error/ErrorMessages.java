package ai.peeker.partner.error;

import ai.peeker.partner.call.Outcome;
import ai.peeker.partner.model.ErrorCode;
import ai.peeker.partner.model.RateLimitReason;

/**
 * Writes the message of an {@link ApiException}: the failure, the affected field and the remedy.
 */
final class ErrorMessages {
  private static final int MAX_LENGTH = 2_000;
  private static final String QUEUE =
      " Waiting does not help: queue the import with domains().queueImport(…).";

  private ErrorMessages() {}

  static String of(ApiException.Builder error) {
    if (error.status == null) {
      return error.message; // the SDK's message is already complete
    }
    boolean known = error.code.known() != ErrorCode.Known.UNRECOGNIZED;
    String code = known ? error.code.value() : shown(error, error.code.value());
    StringBuilder text = new StringBuilder("HTTP " + error.status + " " + code);
    if (error.field != null) {
      text.append(" (field ").append(shown(error, error.field)).append(')');
    }
    text.append(": ").append(sentence(shown(error, error.message)));
    if (!error.details.isEmpty()) {
      text.append(" Details: ").append(shown(error, error.details.toString())).append('.');
    }
    if (error.outcome() == Outcome.REJECTED) { // otherwise the note says what to do
      text.append(isCapacity(error) ? QUEUE : advice(error.code));
    } else if (error.code.equals(ErrorCode.INTERNAL_ERROR)) {
      text.append(" If it persists, report it with the request id.");
    }
    if (error.note != null) {
      text.append(' ').append(error.note);
    }
    String requestId = CallException.lastRequestId(error.attempts);
    if (requestId != null) {
      text.append(" [request id ").append(requestId).append(']');
    }
    return text.toString();
  }

  /** Only the message is cut: the exception keeps the whole. */
  private static String shown(ApiException.Builder error, String received) {
    String text = error.redactor.apply(received);
    return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + "…";
  }

  private static boolean isCapacity(ApiException.Builder error) {
    Object reason = error.details.get("reason");
    return RateLimitReason.CLOUDFLARE_ACCOUNT_CAPACITY.value().equals(reason);
  }

  private static String sentence(String message) {
    return message.endsWith(".") ? message : message + ".";
  }

  private static String advice(ErrorCode code) {
    return switch (code.known()) {
      case INVALID_REQUEST -> " Fix the field and send the request again.";
      case UNAUTHORIZED -> " Check that the API key is complete and not revoked.";
      case FORBIDDEN -> " Use an API key whose permission preset is full.";
      case NOT_FOUND -> " Check the id; it must belong to the account of this API key.";
      case RATE_LIMITED -> " Wait for the retry-after of the server.";
      case ORDER_SHAPE_CONFLICT -> " Send either bundle_id or license and density fields.";
      case DOMAIN_COUNT_MISMATCH -> " Add or remove domains until the numbers match.";
      case DOMAINS_NOT_SUBMITTABLE -> " Replace the named domains.";
      case DOMAIN_NOT_USABLE_FOR_PROVIDER -> " Choose another domain or another provider.";
      case DOMAIN_ALREADY_IN_ACTIVE_ORDER -> " Cancel the other order or choose other domains.";
      case DOMAIN_NOT_IMPORTED -> " Import the domain first.";
      case PREMIUM_DOMAIN_NOT_SUPPORTED -> " Choose a domain that is not premium.";
      default -> "";
    };
  }
}
