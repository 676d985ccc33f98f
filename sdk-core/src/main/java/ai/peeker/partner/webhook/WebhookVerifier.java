package ai.peeker.partner.webhook;

import ai.peeker.partner.error.WebhookVerificationException;
import ai.peeker.partner.error.WebhookVerificationException.Reason;
import ai.peeker.partner.model.Secret;
import ai.peeker.partner.model.WebhookEvent;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells webhooks that Peeker signed from all others. It reads the headers and the raw bytes of the
 * body as they came in; a body that was parsed and written again has other bytes and does not
 * verify.
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
 * <p>What a request that Peeker did not send can cost is bounded: a body larger than {@link
 * Builder#maxBodyBytes} is refused unread, any other is copied and hashed once, and nothing of it
 * is parsed.
 *
 * <p>The API documents the three headers and the signed text under "Webhooks". It does not document
 * the format of the secret, whose UTF-8 bytes are taken as the key, nor a tolerance: the default of
 * 5 minutes is this SDK's.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class WebhookVerifier {
  private final Map<String, SigningKey> keys;
  private final @Nullable Duration tolerance;
  private final Clock clock;
  private final int maxBodyBytes;

  private WebhookVerifier(Builder builder) {
    this.keys = new LinkedHashMap<>(builder.keys);
    this.tolerance = builder.tolerance;
    this.clock = builder.clock;
    this.maxBodyBytes = builder.maxBodyBytes;
  }

  /**
   * Begins a verifier.
   *
   * @return a builder without any secret
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Verifies a webhook, and only then reads it.
   *
   * @param headers all headers of the request, by name in any letter case; not null
   * @param body the raw bytes of the body; not null
   * @return the webhook
   * @throws WebhookVerificationException if it is not to be trusted; its reason says why
   * @throws IllegalArgumentException if an argument is null
   */
  public VerifiedWebhook verify(Map<String, ? extends List<String>> headers, byte[] body) {
    if (headers == null || body == null) {
      throw new IllegalArgumentException(
          (headers == null ? "headers" : "body") + " is null. Give what the request came with.");
    }
    if (body.length > maxBodyBytes) {
      throw new WebhookVerificationException(
          Reason.BODY_TOO_LARGE,
          "The body has "
              + body.length
              + " bytes; the limit is "
              + maxBodyBytes
              + ". If Peeker sent it, raise maxBodyBytes.");
    }
    WebhookHeaders read = WebhookHeaders.read(headers);
    byte[] bytes = body.clone(); // what is read must be what was verified
    checkAge(read.timestamp());
    SigningKey key = matchingKey(read, bytes);
    return VerifiedWebhook.read(read, key, bytes);
  }

  /**
   * Reads a body as {@link #verify} does, and believes it: whoever can reach the URL can have
   * written it. For tests, and for bodies that were verified before they were stored. There is no
   * limit to its size.
   *
   * @param body the bytes of the body; not null
   * @return one of the types of the contract, or {@link WebhookEvent.Unknown} for a type, or a
   *     shape of a type, that this version does not know
   * @throws WebhookVerificationException with the reason {@link Reason#MALFORMED_BODY} if it is no
   *     JSON object with an id and a type
   * @throws IllegalArgumentException if it is null
   */
  public static WebhookEvent parseUnverified(byte[] body) {
    if (body == null) {
      throw new IllegalArgumentException("body is null. Give the bytes of a webhook's body.");
    }
    return WebhookBody.read(body).event();
  }

  /**
   * The largest body that is verified: read no more than that, and one byte to see that there is
   * more, from a request.
   *
   * @return in bytes
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
              + " s ago; the tolerance is "
              + tolerance.toSeconds()
              + " s. Check the clock of this machine, or widen the tolerance.");
    }
    if (age.negated().compareTo(tolerance) > 0) {
      throw new WebhookVerificationException(
          Reason.TOO_NEW,
          "The webhook claims to be signed "
              + age.negated().toSeconds()
              + " s in the future; the tolerance is "
              + tolerance.toSeconds()
              + " s. Check the clock of this machine.");
    }
  }

  private SigningKey matchingKey(WebhookHeaders headers, byte[] body) {
    byte[] prefix =
        (headers.timestampText() + "." + headers.eventId() + ".").getBytes(StandardCharsets.UTF_8);
    SigningKey match = null;
    for (SigningKey key : keys.values()) { // all of them, so that time tells nothing
      boolean signed = key.signed(prefix, body, headers.signature());
      match = signed && match == null ? key : match;
    }
    if (match == null) {
      throw new WebhookVerificationException(
          Reason.WRONG_SIGNATURE,
          "The signature belongs to none of the secrets "
              + keys.keySet()
              + ". Give the raw body as it came in, and the secret that the partner portal shows"
              + " for this URL.");
    }
    return match;
  }

  /** For people: the labels of the secrets, never the secrets. */
  @Override
  public String toString() {
    return "WebhookVerifier[secrets=" + keys.keySet() + ", tolerance=" + tolerance + "]";
  }

  /** Builds a {@link WebhookVerifier}. Not safe for use by several threads at once. */
  public static final class Builder {
    private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8; // of this platform

    private final Map<String, SigningKey> keys = new LinkedHashMap<>();
    private @Nullable Duration tolerance = Duration.ofMinutes(5);
    private Clock clock = Clock.systemUTC();
    private int maxBodyBytes = 2 * 1024 * 1024;

    private Builder() {}

    /**
     * Adds a secret. Several may be added: during a rotation the old and the new one, or the ones
     * of live and sandbox.
     *
     * @param label what to call it, for instance {@code live}; not blank
     * @param secret as the partner portal shows it; not blank, no white space around it
     * @return this builder
     * @throws IllegalArgumentException if one is null or blank, the secret has white space around
     *     it, or the label is taken
     */
    public Builder secret(String label, Secret secret) {
      return add(label, secret, null);
    }

    /**
     * Adds a secret of which is known to which environment it belongs; {@link
     * VerifiedWebhook#environment} then tells it.
     *
     * @param label what to call it, for instance {@code sandbox}; not blank
     * @param secret as the partner portal shows it; not blank, no white space around it
     * @param environment where Peeker signs with it; not null
     * @return this builder
     * @throws IllegalArgumentException if one is null or blank, the secret has white space around
     *     it, or the label is taken
     */
    public Builder secret(String label, Secret secret, WebhookEnvironment environment) {
      if (environment == null) {
        throw new IllegalArgumentException(
            "The environment of the webhook secret \""
                + label
                + "\" is null. Leave it out if it is not known.");
      }
      return add(label, secret, environment);
    }

    private Builder add(String label, Secret secret, @Nullable WebhookEnvironment environment) {
      if (label == null || label.isBlank()) {
        throw new IllegalArgumentException(
            "The label of the webhook secret is null or blank. Name it, for instance \"live\".");
      }
      if (secret == null || secret.reveal().isBlank()) {
        throw new IllegalArgumentException(
            "The webhook secret \""
                + label
                + "\" is null or blank. Copy it from the partner portal.");
      }
      if (!secret.reveal().equals(secret.reveal().strip())) {
        throw new IllegalArgumentException(
            "The webhook secret \""
                + label
                + "\" has white space or a line break around it. Remove it.");
      }
      if (keys.putIfAbsent(label, new SigningKey(label, secret, environment)) != null) {
        throw new IllegalArgumentException(
            "There is a webhook secret \"" + label + "\" already. Choose another label.");
      }
      return this;
    }

    /**
     * Sets how far the timestamp may lie from now, on either side; the default is 5 minutes.
     *
     * @param tolerance zero or more
     * @return this builder
     * @throws IllegalArgumentException if it is null or negative
     */
    public Builder tolerance(Duration tolerance) {
      if (tolerance == null || tolerance.isNegative()) {
        throw new IllegalArgumentException(
            "tolerance is " + tolerance + ". Give zero or more, or call withoutTolerance().");
      }
      this.tolerance = tolerance;
      return this;
    }

    /**
     * Accepts any timestamp. Old webhooks can then be replayed by whoever recorded them, so
     * remember the event ids.
     *
     * @return this builder
     */
    public Builder withoutTolerance() {
      this.tolerance = null;
      return this;
    }

    /**
     * Sets the clock that the timestamp is compared with; the default is the machine's.
     *
     * @param clock not null
     * @return this builder
     * @throws IllegalArgumentException if it is null
     */
    public Builder clock(Clock clock) {
      if (clock == null) {
        throw new IllegalArgumentException(
            "clock is null. Leave the call out to use the machine's.");
      }
      this.clock = clock;
      return this;
    }

    /**
     * Sets how large a body may be; the default is 2 MiB. A larger one is refused before anything
     * is copied or hashed.
     *
     * @param maxBodyBytes in bytes, from 1 to 2147483639
     * @return this builder
     * @throws IllegalArgumentException if it is out of range
     */
    public Builder maxBodyBytes(int maxBodyBytes) {
      if (maxBodyBytes < 1 || maxBodyBytes > LARGEST_ARRAY) {
        throw new IllegalArgumentException(
            "maxBodyBytes is " + maxBodyBytes + ". Give 1 to " + LARGEST_ARRAY + ".");
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
            "No webhook secret was added. Call secret(\"live\", …) with the one that the partner"
                + " portal shows.");
      }
      return new WebhookVerifier(this);
    }

    /** For people: the labels of the secrets, never the secrets. */
    @Override
    public String toString() {
      return "WebhookVerifier.Builder" + Arrays.toString(keys.keySet().toArray());
    }
  }
}
