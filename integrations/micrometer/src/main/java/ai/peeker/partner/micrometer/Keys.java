package ai.peeker.partner.micrometer;

import ai.peeker.partner.call.CallInfo;
import ai.peeker.partner.model.WebhookEventType;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The keys that observations and meters share, and values whose number is limited. */
final class Keys {
  /** The operation of a request whose path is the caller's: it may contain any id. */
  private static final String ANY_PATH = "request";

  private Keys() {}

  static <T> T notNull(String name, T value) {
    if (value == null) {
      throw new IllegalArgumentException(name + " must not be null");
    }
    return value;
  }

  static KeyValues of(CallInfo call) {
    return KeyValues.of("method", call.method(), "operation", call.operation(), "uri", uri(call));
  }

  static KeyValues status(OptionalInt status) {
    return KeyValues.of(
        "status", status.isPresent() ? Integer.toString(status.getAsInt()) : KeyValue.NONE_VALUE);
  }

  static KeyValues ids(CallInfo call, @Nullable String requestId) {
    return KeyValues.of("peeker.call.id", call.id(), "peeker.request.id", orNone(requestId));
  }

  static String exception(@Nullable Throwable failure) {
    return failure == null ? KeyValue.NONE_VALUE : simpleName(failure.getClass());
  }

  /** Returns a name that an anonymous class has, too. */
  private static String simpleName(Class<?> type) {
    return type.getName().substring(type.getName().lastIndexOf('.') + 1);
  }

  /** A type that this version does not know would be a new value each time. */
  static String eventType(String type) {
    return WebhookEventType.of(type).isKnown() ? type : "other";
  }

  static String orNone(@Nullable String value) {
    return value == null ? KeyValue.NONE_VALUE : value;
  }

  static String uri(CallInfo call) {
    return call.operation().equals(ANY_PATH) ? "UNKNOWN" : call.pathTemplate();
  }
}
