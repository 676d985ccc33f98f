package ai.peeker.partner.internal.http;

import ai.peeker.partner.model.Secret;
import org.jspecify.annotations.Nullable;

/** An API key that can be sent as it is. */
public final class ApiKey {
  private final Secret secret;
  private final String authorization;

  private ApiKey(Secret secret) {
    this.secret = secret;
    this.authorization = "Bearer " + secret.reveal();
  }

  /**
   * Checks a key.
   *
   * @param key what the partner portal shows at its creation
   * @return the key
   * @throws IllegalArgumentException if it is null, blank, or has white space or other characters
   *     that no key has; the message does not show it
   */
  public static ApiKey of(@Nullable String key) {
    if (key == null || key.isBlank()) {
      throw new IllegalArgumentException(
          "The API key is " + (key == null ? "null" : "blank") + ". " + REMEDY);
    }
    if (key.chars().anyMatch(c -> c <= ' ' || c > '~')) {
      throw new IllegalArgumentException(
          "The API key has white space, a line break or a character outside ASCII in it. "
              + REMEDY);
    }
    if (!key.startsWith("pk_live_") && !key.startsWith("pk_test_")) {
      throw new IllegalArgumentException(
          "The API key begins neither with pk_live_ nor with pk_test_. " + REMEDY);
    }
    if (key.length() == PREFIX_LENGTH) {
      throw new IllegalArgumentException("The API key ends after its prefix. " + REMEDY);
    }
    return new ApiKey(Secret.of(key));
  }

  private static final int PREFIX_LENGTH = "pk_live_".length();
  private static final String REMEDY =
      "Copy it from the partner portal, or set the environment variable PEEKER_API_KEY.";

  /**
   * Refuses a key of the other environment.
   *
   * @param kind the kind that is expected
   * @return this key
   * @throws IllegalArgumentException if it is of the other kind; the message does not show it
   */
  public ApiKey requireKind(Kind kind) {
    if (kind() != kind) {
      throw new IllegalArgumentException(
          "The API key begins with "
              + kind().prefix
              + ", but this client takes only keys that begin with "
              + kind.prefix
              + ". Nothing was sent. Use the other key, or leave testKeysOnly() or liveKeysOnly()"
              + " out.");
    }
    return this;
  }

  /**
   * Which environment the key belongs to.
   *
   * @return never null
   */
  public Kind kind() {
    return secret.reveal().startsWith(Kind.LIVE.prefix) ? Kind.LIVE : Kind.TEST;
  }

  String authorization() {
    return authorization;
  }

  public Secret secret() {
    return secret;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other == this
        || (other instanceof ApiKey that && secret.reveal().equals(that.secret.reveal()));
  }

  @Override
  public int hashCode() {
    return secret.reveal().hashCode();
  }

  /** Returns the environment of the key, never the key itself. */
  @Override
  public String toString() {
    return kind().prefix + "***";
  }

  /** What a key is for. */
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
     * The kind in the words of the API.
     *
     * @return {@code test} or {@code live}
     */
    public String text() {
      return this == LIVE ? "live" : "test";
    }
  }
}
