package ai.peeker.partner;

import ai.peeker.partner.internal.http.ApiKey;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The source of the API key of a client: a fixed key or a supplier. Immutable. */
record KeySource(@Nullable ApiKey fixed, Supplier<ApiKey> supplier) {
  /** The source of a client that has no key yet. */
  static final KeySource NONE = supplied(() -> "");

  static KeySource fixed(@Nullable String key) {
    ApiKey fixed = ApiKey.of(key);
    return new KeySource(fixed, () -> fixed);
  }

  static KeySource supplied(Supplier<String> keys) {
    return new KeySource(null, () -> ApiKey.of(keys.get()));
  }

  boolean isNone() {
    return supplier == NONE.supplier;
  }

  /**
   * Returns this source for keys of one kind; a supplier, which may not be ready, is not called.
   */
  KeySource restrictedTo(ApiKey.Kind kind) {
    return new KeySource(
        fixed == null ? null : fixed.requireKind(kind), () -> supplier.get().requireKind(kind));
  }

  /** Returns a string for logging that never contains the API key. */
  @Override
  public String toString() {
    String supplied = isNone() ? "no API key" : "key from a supplier";
    return fixed == null ? supplied : fixed.toString();
  }
}
