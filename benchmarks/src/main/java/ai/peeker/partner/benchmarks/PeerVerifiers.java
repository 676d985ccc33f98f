package ai.peeker.partner.benchmarks;

import com.linecorp.bot.parser.LineSignatureValidator;
import com.stripe.exception.SignatureVerificationException;
import com.stripe.model.Event;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Other libraries' verifiers of webhooks, each with a signature of its kind over the same body. */
final class PeerVerifiers {
  private static final byte[] SECRET = SignedEvent.SECRET.getBytes(StandardCharsets.UTF_8);

  private final byte[] body;
  private final com.svix.Webhook svix;
  private final com.standardwebhooks.Webhook standardWebhooks;
  private final LineSignatureValidator line = new LineSignatureValidator(SECRET);
  private final String lineSignature;
  private String stripeSignature = "";
  private Map<String, List<String>> svixHeaders = Map.of();
  private Map<String, List<String>> standardHeaders = Map.of();

  PeerVerifiers(byte[] body) {
    this.body = body;
    this.lineSignature = Base64.getEncoder().encodeToString(line.generateSignature(body));
    try {
      this.svix = new com.svix.Webhook(SECRET);
      this.standardWebhooks = new com.standardwebhooks.Webhook(SECRET);
    } catch (Exception e) { // the secret is not empty
      throw new IllegalStateException(e);
    }
    sign(Instant.now());
  }

  /** Signs the body as of a time, which some of the verifiers want to be recent. */
  void sign(Instant now) {
    long seconds = now.getEpochSecond();
    try {
      stripeSignature =
          com.stripe.net.Webhook.Signature.generateSignatureHeader(
              text(), SignedEvent.SECRET, seconds);
      svixHeaders = headers("svix", seconds, svix.sign(SignedEvent.ID, seconds, text()));
      standardHeaders =
          headers("webhook", seconds, standardWebhooks.sign(SignedEvent.ID, seconds, text()));
    } catch (GeneralSecurityException
        | com.svix.exceptions.WebhookSigningException
        | com.standardwebhooks.exceptions.WebhookSigningException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, List<String>> headers(String prefix, long seconds, String signature) {
    return Map.of(
        prefix + "-id", List.of(SignedEvent.ID),
        prefix + "-timestamp", List.of(Long.toString(seconds)),
        prefix + "-signature", List.of(signature));
  }

  /** Returns the body as the libraries take it that do not take bytes. */
  private String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** Verifies and parses. */
  Event stripe() {
    try {
      return com.stripe.net.Webhook.constructEvent(text(), stripeSignature, SignedEvent.SECRET);
    } catch (SignatureVerificationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Verifies. */
  void svix() {
    try {
      svix.verify(text(), svixHeaders);
    } catch (com.svix.exceptions.WebhookVerificationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Verifies. */
  void standardWebhooks() {
    try {
      standardWebhooks.verify(text(), standardHeaders);
    } catch (com.standardwebhooks.exceptions.WebhookVerificationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Verifies. */
  void line() {
    if (!line.validateSignature(body, lineSignature)) {
      throw new IllegalStateException("The signature does not match.");
    }
  }
}
