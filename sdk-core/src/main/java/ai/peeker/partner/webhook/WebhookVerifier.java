package ai.peeker.partner.webhook;

import ai.peeker.partner.error.WebhookVerificationException;
import ai.peeker.partner.error.WebhookVerificationException.Reason;
import ai.peeker.partner.model.Secret;
import ai.peeker.partner.model.WebhookEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
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
 * defaults are this SDK's.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class WebhookVerifier {
  private static final Duration DEFAULT_TOLERANCE = Duration.ofMinutes(5);
  private static final Duration ANY_AGE = ChronoUnit.FOREVER.getDuration();

  private final List<HmacKey> keys;
  private final @Nullable Duration tolerance;
  private final Clock clock;
  private final int maxBodyBytes;

  private WebhookVerifier(Builder builder) {
    this.keys = List.copyOf(builder.keys.values());
    this.tolerance = builder.tolerance;
    this.clock = builder.clock;
    this.maxBodyBytes = builder.maxBodyBytes;
  }

  /** {@return a builder without a secret} */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Verifies a webhook, and parses it only then. A verifier remembers no event ids: until the
   * tolerance has passed, a recorded webhook verifies again. Remember the ids, or use a {@link
   * WebhookHandler}.
   *
   * @param headers all headers of the request, by name in any letter case; not null
   * @param body the raw bytes of the body; not null
   * @return the webhook
   * @throws WebhookVerificationException if it must not be trusted; see {@link
   *     WebhookVerificationException#reason()}
   * @throws IllegalArgumentException if an argument is null
   */
  public VerifiedWebhook verify(Map<String, ? extends List<String>> headers, byte[] body) {
    VerifiedWebhook webhook = verifySignature(headers, body);
    checkAge(webhook, Duration.ZERO);
    return webhook;
  }

  /** Verifies everything but the age. */
  VerifiedWebhook verifySignature(Map<String, ? extends List<String>> headers, byte[] body) {
    notNull("headers", headers);
    if (notNull("body", body).length > maxBodyBytes) {
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
    for (HmacKey key : keys) {
      if (key.hasSigned(read.prefix(), bytes, read.signatures())) {
        return VerifiedWebhook.read(read, key, bytes);
      }
    }
    throw new WebhookVerificationException(
        Reason.WRONG_SIGNATURE,
        "The signature matches none of the secrets "
            + keys
            + ". Pass the raw body as received, and the secret that the partner portal shows for"
            + " this URL.");
  }

  /**
   * Checks the age of a webhook whose signature was verified.
   *
   * @param redelivery how much older than the tolerance it may be, unless a tolerance was set
   */
  void checkAge(VerifiedWebhook webhook, Duration redelivery) {
    Instant now = clock.instant();
    Duration age = Duration.between(webhook.signedAt(), now);
    Duration newest = tolerance == null ? DEFAULT_TOLERANCE : tolerance;
    Duration oldest = tolerance == null ? newest.plus(redelivery) : tolerance;
    if (age.compareTo(oldest) > 0) {
      throw outOfTolerance(Reason.TOO_OLD, age, oldest);
    }
    if (Duration.between(now, webhook.signedAt()).compareTo(newest) > 0) {
      throw outOfTolerance(Reason.TOO_NEW, age, newest);
    }
  }

  private static WebhookVerificationException outOfTolerance(
      Reason reason, Duration age, Duration tolerance) {
    return new WebhookVerificationException(
        reason,
        "The webhook was signed "
            + age.abs().toSeconds()
            + (age.isNegative() ? " s in the future" : " s ago")
            + " (tolerance: "
            + tolerance.toSeconds()
            + " s). Check the clock of this machine, or increase the tolerance.");
  }

  /**
   * Parses a body without verifying its signature. Do not use it on untrusted input. Use it in
   * tests, and for bodies that were verified before they were stored. The size is not limited.
   * Properties that cannot be read are left out; a time that cannot be read becomes the epoch.
   *
   * @param body the bytes of the body; not null
   * @return one of the types of the contract, or {@link WebhookEvent.Unknown} for a type that this
   *     version does not know
   * @throws WebhookVerificationException with the reason {@link Reason#MALFORMED_BODY} if it is not
   *     a JSON object with an id and a type
   * @throws IllegalArgumentException if it is null
   */
  public static WebhookEvent parseUnverified(byte[] body) {
    return WebhookPayload.read(notNull("body", body), Instant.EPOCH).event();
  }

  /**
   * {@return the size in bytes of the largest body that is verified} Read at most one byte more
   * than that from a request.
   */
  public int maxBodyBytes() {
    return maxBodyBytes;
  }

  static <T> T notNull(String name, @Nullable T value) {
    if (value == null) {
      throw new IllegalArgumentException(name + " must not be null.");
    }
    return value;
  }

  /** Returns a string for logging: the labels of the secrets, never the secrets. */
  @Override
  public String toString() {
    Duration shown = tolerance == null ? DEFAULT_TOLERANCE : tolerance;
    return "WebhookVerifier[secrets=" + keys + ", tolerance=" + shown + "]";
  }

  /** Builds a {@link WebhookVerifier}. Not safe for use by several threads at once. */
  public static final class Builder {
    private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8; // of this platform

    private final Map<String, HmacKey> keys = new LinkedHashMap<>();
    private @Nullable Duration tolerance;
    private Clock clock = Clock.systemUTC();
    private int maxBodyBytes = 2 * 1024 * 1024;

    private Builder() {}

    /**
     * Adds a secret. Add several to accept the old and the new one during a rotation, or those of
     * live and sandbox.
     *
     * @param label its name, for instance {@code live}; not blank
     * @param secret as the partner portal shows it; not blank, without white space, invisible
     *     characters or quotes around it
     * @return this builder
     * @throws IllegalArgumentException if one is null or blank, the secret cannot be right, or the
     *     label is taken
     */
    public Builder secret(String label, Secret secret) {
      return add(HmacKey.of(label, secret, null));
    }

    /**
     * Adds a secret of a known environment, which {@link VerifiedWebhook#environment} then returns.
     *
     * @param label its name, for instance {@code sandbox}; not blank
     * @param secret as the partner portal shows it; not blank, without white space, invisible
     *     characters or quotes around it
     * @param environment where Peeker signs with it; not null
     * @return this builder
     * @throws IllegalArgumentException if one is null or blank, the secret cannot be right, or the
     *     label is taken
     */
    public Builder secret(String label, Secret secret, WebhookEnvironment environment) {
      return add(HmacKey.of(label, secret, notNull("environment", environment)));
    }

    private Builder add(HmacKey key) {
      if (keys.putIfAbsent(key.label(), key) != null) {
        throw new IllegalArgumentException(
            "The webhook secret \"" + key + "\" was already added. Choose another label.");
      }
      return this;
    }

    /**
     * Sets the largest difference between the timestamp and the clock, in both directions. The
     * default is 5 minutes. A {@link WebhookHandler} then accepts a webhook for 24 hours more,
     * because Peeker delivers it again for that long, and the handler remembers the event ids.
     *
     * @param tolerance zero or more
     * @return this builder
     * @throws IllegalArgumentException if it is null or negative
     */
    public Builder tolerance(Duration tolerance) {
      if (notNull("tolerance", tolerance).isNegative()) {
        throw new IllegalArgumentException(
            "tolerance is out of range: " + tolerance + " (expected zero or more).");
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
      this.tolerance = ANY_AGE;
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
      this.clock = notNull("clock", clock);
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
  }
}
