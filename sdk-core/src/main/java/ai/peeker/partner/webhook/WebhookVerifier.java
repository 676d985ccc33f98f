package ai.peeker.partner.webhook;

import ai.peeker.partner.error.WebhookVerificationException;
import ai.peeker.partner.error.WebhookVerificationException.Reason;
import ai.peeker.partner.model.Secret;
import ai.peeker.partner.model.WebhookEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Verifies that a webhook was signed by Peeker. It reads the headers and the raw bytes of the body
 * as received; a body that was parsed and written again has different bytes and does not verify.
 *
 * <pre>{@code
 * WebhookVerifier verifier =
 *     WebhookVerifier.builder()
 *         .secret("live", Secret.of(System.getenv("PEEKER_WEBHOOK_SECRET")))
 *         .build();
 *
 * VerifiedWebhook webhook = verifier.verify(headers, body);
 * if (webhook.event() instanceof OrderInProgressEvent event) {
 *   System.out.println(event.data().id() + " is being set up");
 * }
 * }</pre>
 *
 * <p>The cost of a forged request is bounded: a body larger than {@link Builder#maxBodyBytes} is
 * rejected unread, any other is copied and hashed once, and none of it is parsed.
 *
 * <p>The API documents the three headers and the signed bytes under "Webhooks". It documents
 * neither the format of the secret, whose UTF-8 bytes are used as the key, nor a tolerance: the
 * default of 5 minutes is this SDK's.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class WebhookVerifier {
  private final HmacKeyRing keys;
  private final @Nullable Duration tolerance;
  private final Clock clock;
  private final int maxBodyBytes;

  private WebhookVerifier(Builder builder) {
    this.keys = builder.keys.copy();
    this.tolerance = builder.tolerance;
    this.clock = builder.clock;
    this.maxBodyBytes = builder.maxBodyBytes;
  }

  /**
   * Creates a builder.
   *
   * @return a builder without a secret
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Verifies a webhook, and parses it only then.
   *
   * @param headers all headers of the request, by name in any letter case; not null
   * @param body the raw bytes of the body; not null
   * @return the webhook
   * @throws WebhookVerificationException if it must not be trusted; see {@link
   *     WebhookVerificationException#reason()}
   * @throws IllegalArgumentException if an argument is null
   */
  public VerifiedWebhook verify(Map<String, ? extends List<String>> headers, byte[] body) {
    if (headers == null || body == null) {
      throw new IllegalArgumentException(
          (headers == null ? "headers" : "body") + " must not be null.");
    }
    if (body.length > maxBodyBytes) {
      throw new WebhookVerificationException(
          Reason.BODY_TOO_LARGE,
          "The body is too large: "
              + body.length
              + " bytes (maxBodyBytes is "
              + maxBodyBytes
              + "). Raise maxBodyBytes if Peeker sent it.");
    }
    WebhookHeaders read = WebhookHeaders.read(headers);
    byte[] bytes = body.clone(); // the bytes that are parsed must be those that were verified
    checkAge(read.timestamp());
    return VerifiedWebhook.read(read, keys.keyOf(read, bytes), bytes);
  }

  /**
   * Parses a body without verifying its signature. Do not use it on untrusted input. Use it in
   * tests, and for bodies that were verified before they were stored. The size is not limited.
   *
   * @param body the bytes of the body; not null
   * @return one of the types of the contract, or {@link WebhookEvent.Unknown} for a type, or a
   *     shape of a type, that this version does not know
   * @throws WebhookVerificationException with the reason {@link Reason#MALFORMED_BODY} if it is not
   *     a JSON object with an id and a type
   * @throws IllegalArgumentException if it is null
   */
  public static WebhookEvent parseUnverified(byte[] body) {
    if (body == null) {
      throw new IllegalArgumentException("body must not be null.");
    }
    return WebhookPayload.read(body).event();
  }

  /**
   * Returns the size of the largest body that is verified. Read at most one byte more than that
   * from a request.
   *
   * @return the size in bytes
   */
  public int maxBodyBytes() {
    return maxBodyBytes;
  }

  private void checkAge(Instant timestamp) {
    if (tolerance == null) {
      return;
    }
    Duration age = Duration.between(timestamp, clock.instant());
    if (age.compareTo(tolerance) > 0) {
      throw new WebhookVerificationException(
          Reason.TOO_OLD,
          "The webhook was signed "
              + age.toSeconds()
              + " s ago (tolerance: "
              + tolerance.toSeconds()
              + " s). Check the clock of this machine, or increase the tolerance.");
    }
    if (age.negated().compareTo(tolerance) > 0) {
      throw new WebhookVerificationException(
          Reason.TOO_NEW,
          "The webhook was signed "
              + age.negated().toSeconds()
              + " s in the future (tolerance: "
              + tolerance.toSeconds()
              + " s). Check the clock of this machine.");
    }
  }

  /** Returns a string for logging: the labels of the secrets, never the secrets. */
  @Override
  public String toString() {
    return "WebhookVerifier[secrets=" + keys.labels() + ", tolerance=" + tolerance + "]";
  }

  /** Builds a {@link WebhookVerifier}. Not safe for use by several threads at once. */
  public static final class Builder {
    private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8; // of this platform

    private final HmacKeyRing keys = new HmacKeyRing();
    private @Nullable Duration tolerance = Duration.ofMinutes(5);
    private Clock clock = Clock.systemUTC();
    private int maxBodyBytes = 2 * 1024 * 1024;

    private Builder() {}

    /**
     * Adds a secret. Add several to accept the old and the new one during a rotation, or those of
     * live and sandbox.
     *
     * @param label its name, for instance {@code live}; not blank
     * @param secret as the partner portal shows it; not blank, no leading or trailing white space
     * @return this builder
     * @throws IllegalArgumentException if one is null or blank, the secret has leading or trailing
     *     white space, or the label is taken
     */
    public Builder secret(String label, Secret secret) {
      keys.add(label, secret, null);
      return this;
    }

    /**
     * Adds a secret of a known environment, which {@link VerifiedWebhook#environment} then returns.
     *
     * @param label its name, for instance {@code sandbox}; not blank
     * @param secret as the partner portal shows it; not blank, no leading or trailing white space
     * @param environment where Peeker signs with it; not null
     * @return this builder
     * @throws IllegalArgumentException if one is null or blank, the secret has leading or trailing
     *     white space, or the label is taken
     */
    public Builder secret(String label, Secret secret, WebhookEnvironment environment) {
      if (environment == null) {
        throw new IllegalArgumentException(
            "environment must not be null. Omit it if it is not known.");
      }
      keys.add(label, secret, environment);
      return this;
    }

    /**
     * Sets the largest difference between the timestamp and the clock, in both directions; the
     * default is 5 minutes.
     *
     * @param tolerance zero or more
     * @return this builder
     * @throws IllegalArgumentException if it is null or negative
     */
    public Builder tolerance(Duration tolerance) {
      if (tolerance == null || tolerance.isNegative()) {
        throw new IllegalArgumentException(
            tolerance == null
                ? "tolerance must not be null. Call withoutTolerance() to accept any timestamp."
                : "tolerance is out of range: " + tolerance + " (expected zero or more).");
      }
      this.tolerance = tolerance;
      return this;
    }

    /**
     * Accepts any timestamp. Recorded webhooks can then be replayed, so remember the event ids.
     *
     * @return this builder
     */
    public Builder withoutTolerance() {
      this.tolerance = null;
      return this;
    }

    /**
     * Sets the clock that the timestamp is compared with; the default is the system clock.
     *
     * @param clock not null
     * @return this builder
     * @throws IllegalArgumentException if it is null
     */
    public Builder clock(Clock clock) {
      if (clock == null) {
        throw new IllegalArgumentException(
            "clock must not be null. Omit the call to use the system clock.");
      }
      this.clock = clock;
      return this;
    }

    /**
     * Sets the maximum size of a body; the default is 2 MiB. A larger body is rejected before it is
     * copied or hashed.
     *
     * @param maxBodyBytes the size in bytes, from 1 to 2147483639
     * @return this builder
     * @throws IllegalArgumentException if it is out of range
     */
    public Builder maxBodyBytes(int maxBodyBytes) {
      if (maxBodyBytes < 1 || maxBodyBytes > LARGEST_ARRAY) {
        throw new IllegalArgumentException(
            "maxBodyBytes is out of range: "
                + maxBodyBytes
                + " (expected 1 to "
                + LARGEST_ARRAY
                + ").");
      }
      this.maxBodyBytes = maxBodyBytes;
      return this;
    }

    /**
     * Builds the verifier.
     *
     * @return the verifier
     * @throws IllegalArgumentException if no secret was added
     */
    public WebhookVerifier build() {
      if (keys.isEmpty()) {
        throw new IllegalArgumentException(
            "No webhook secret was added. Call secret(\"live\", …) with the secret that the partner"
                + " portal shows.");
      }
      return new WebhookVerifier(this);
    }

    /** Returns a string for logging: the labels of the secrets, never the secrets. */
    @Override
    public String toString() {
      return "WebhookVerifier.Builder" + keys.labels();
    }
  }
}
