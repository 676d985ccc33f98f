package ai.peeker.partner.examples;

import ai.peeker.partner.error.WebhookVerificationException;
import ai.peeker.partner.model.Secret;
import ai.peeker.partner.webhook.VerifiedWebhook;
import ai.peeker.partner.webhook.WebhookVerifier;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Why does this webhook not verify? Checks one recorded delivery; with {@code --explain} it also
 * tries other forms of a failing one against its signature, until it finds what was changed.
 *
 * <p>Usage: {@code VerifyWebhook --timestamp T --event-id ID --signature S [--at UNIX_SECONDS]
 * [--explain] BODY_FILE}, with the three headers as they came in, a file with the raw body, and the
 * secret in {@code PEEKER_WEBHOOK_SECRET}. A second secret in {@code PEEKER_WEBHOOK_SANDBOX_SECRET}
 * is never believed, only tried by {@code --explain}. Neither a secret nor the signature that was
 * expected is printed.
 *
 * <p>Exit status: 0 verified, 1 not verified, 2 wrong usage.
 */
public final class VerifyWebhook {
  static final String SECRET = "PEEKER_WEBHOOK_SECRET";
  static final String SANDBOX_SECRET = "PEEKER_WEBHOOK_SANDBOX_SECRET";

  private static final String USAGE =
      """
      Usage: VerifyWebhook --timestamp T --event-id ID --signature S [--at UNIX_SECONDS] [--explain] BODY_FILE
        T, ID, S      the headers Peeker-Timestamp, Peeker-Event-Id and Peeker-Signature, as they came in
        BODY_FILE     the raw bytes of the body
        --at          when the delivery came in; without it the timestamp is compared with now
        --explain     of a failing delivery, say what was changed
      The secret is read from PEEKER_WEBHOOK_SECRET. --explain also tries PEEKER_WEBHOOK_SANDBOX_SECRET.
      Exit status: 0 verified, 1 not verified, 2 wrong usage.
      """;

  private VerifyWebhook() {}

  /**
   * Runs the utility and ends the process with its status.
   *
   * @param arguments see above
   */
  public static void main(String[] arguments) {
    int status = run(arguments, System.getenv(), System.out, System.err);
    if (status != 0) {
      System.exit(status);
    }
  }

  static int run(
      String[] arguments, Map<String, String> environment, PrintStream out, PrintStream err) {
    RecordedDelivery delivery;
    Map<String, Secret> secrets;
    try {
      delivery = RecordedDelivery.of(arguments);
      secrets = secrets(environment);
    } catch (IllegalArgumentException e) {
      err.println(e.getMessage());
      err.print(USAGE);
      return 2;
    }
    try {
      VerifiedWebhook webhook =
          verifier(delivery, secrets).verify(delivery.headers(), delivery.body());
      out.println(webhook.type() + " " + webhook.id());
      if (delivery.explain() && secrets.size() > 1) {
        out.println("Signed with " + webhook.secretLabel() + ".");
      }
      return 0;
    } catch (WebhookVerificationException e) {
      err.println(e.reason() + ": " + e.getMessage());
    } catch (IllegalArgumentException e) { // a secret that the verifier does not take
      err.println(e.getMessage());
    }
    if (delivery.explain()) {
      new Explanation(delivery, secrets).lines().forEach(err::println);
    }
    return 1;
  }

  private static WebhookVerifier verifier(RecordedDelivery delivery, Map<String, Secret> secrets) {
    WebhookVerifier.Builder builder =
        WebhookVerifier.builder().secret(SECRET, secrets.getOrDefault(SECRET, Secret.of("")));
    delivery.clock().ifPresent(builder::clock);
    return builder.build();
  }

  /** The secrets by the names of their variables; the first is the one to verify with. */
  private static Map<String, Secret> secrets(Map<String, String> environment) {
    Map<String, Secret> secrets = new LinkedHashMap<>();
    for (String name : List.of(SECRET, SANDBOX_SECRET)) {
      String value = environment.getOrDefault(name, "");
      if (!value.isBlank()) {
        secrets.put(name, Secret.of(value));
      }
    }
    if (!secrets.containsKey(SECRET)) {
      throw new IllegalArgumentException(
          SECRET + " is not set or blank. Set it to the secret that the partner portal shows.");
    }
    return secrets;
  }
}
