package ai.peeker.partner.internal.http;

import ai.peeker.partner.model.Secret;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/** An API key; {@link #of} checks it. */
public record ApiKey(Secret secret) {
  private static final int PREFIX_LENGTH = "pk_live_".length();
  private static final String REMEDY =
      "Copy it from the partner portal, or set the environment variable PEEKER_API_KEY.";

  /**
   * Creates a key.
   *
   * @param key the key as the partner portal shows it at its creation
   * @return the key
   * @throws IllegalArgumentException if it is null, blank or malformed; the message never contains
   *     it
   */
  public static ApiKey of(@Nullable String key) {
    if (key == null || key.isBlank()) {
      throw invalid("must not be " + (key == null ? "null" : "blank"));
    }
    if (!isVisibleAscii(key)) {
      throw invalid("contains white space, a line break or a character outside ASCII");
    }
    if (!key.startsWith("pk_live_") && !key.startsWith("pk_test_")) {
      throw invalid("starts neither with pk_live_ nor with pk_test_");
    }
    if (key.length() == PREFIX_LENGTH) {
      throw invalid("ends after its prefix");
    }
    return new ApiKey(Secret.of(key));
  }

  private static boolean isVisibleAscii(String key) {
    for (int i = 0; i < key.length(); i++) { // a stream would delay the first call of a JVM
      if (key.charAt(i) <= ' ' || key.charAt(i) > '~') {
        return false;
      }
    }
    return true;
  }

  private static IllegalArgumentException invalid(String problem) {
    return new IllegalArgumentException("The API key " + problem + ". " + REMEDY);
  }

  /**
   * Rejects a key of the other environment.
   *
   * @param kind the expected kind
   * @return this key
   * @throws IllegalArgumentException if it is of the other kind; the message does not show it
   */
  public ApiKey requireKind(Kind kind) {
    if (kind() != kind) {
      throw new IllegalArgumentException(
          "The API key starts with "
              + kind().prefix
              + ", but this client accepts only keys that start with "
              + kind.prefix
              + ". Nothing was sent. Use another key, or omit testKeysOnly() or liveKeysOnly().");
    }
    return this;
  }

  /**
   * Returns the environment of the key.
   *
   * @return never null
   */
  public Kind kind() {
    return secret.reveal().startsWith(Kind.LIVE.prefix) ? Kind.LIVE : Kind.TEST;
  }

  String authorization() {
    return "Bearer " + secret.reveal();
  }

  /** Returns the SHA-256 of the key, in hexadecimal digits. */
  public String checksum() {
    return ByteString.encodeUtf8(secret.reveal()).sha256().hex();
  }

  /** Returns the environment of the key, never the key itself. */
  @Override
  public String toString() {
    return kind().prefix + "***";
  }

  /** The environment of a key. */
  public enum Kind {
    /** The sandbox. */
    TEST("pk_test_"),
    /** Real orders. */
    LIVE("pk_live_");

    private final String prefix;

    Kind(String prefix) {
      this.prefix = prefix;
    }

    /**
     * Returns the name that the API uses.
     *
     * @return {@code test} or {@code live}
     */
    public String text() {
      return this == LIVE ? "live" : "test";
    }
  }
}
