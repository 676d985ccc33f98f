package ai.peeker.partner.tools.webhookdoctor;

import ai.peeker.partner.error.WebhookVerificationException;
import ai.peeker.partner.model.Secret;
import ai.peeker.partner.webhook.VerifiedWebhook;
import ai.peeker.partner.webhook.WebhookVerifier;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Verifies a recorded webhook and, with {@code --explain}, diagnoses why it fails: it tries
 * variants of the body, the headers and the secret until the signature matches one of them.
 *
 * <p>The usage is below. Neither a secret nor the expected signature is ever printed.
 */
public final class WebhookDoctor {
  static final String SECRET = "PEEKER_WEBHOOK_SECRET";
  static final String SANDBOX_SECRET = "PEEKER_WEBHOOK_SANDBOX_SECRET";

  private static final String USAGE =
      """
      Usage: WebhookDoctor --timestamp T --event-id ID --signature S [--at UNIX_SECONDS] [--explain] BODY_FILE
        T, ID, S      the values of the headers Peeker-Timestamp, Peeker-Event-Id and Peeker-Signature
        BODY_FILE     a file with the raw bytes of the body
        --at          the time of the delivery; default: now
        --explain     diagnose a delivery that does not verify
      The secret is read from PEEKER_WEBHOOK_SECRET. --explain also tries PEEKER_WEBHOOK_SANDBOX_SECRET.
      Exit status: 0 verified, 1 not verified, 2 wrong usage.
      """;

  private WebhookDoctor() {}

  /**
   * Runs the tool and exits with its status.
   *
   * @param arguments the command line
   */
  public static void main(String[] arguments) {
    int status = run(arguments, System.getenv(), System.out, System.err);
    if (status != 0) {
      System.exit(status);
    }
  }

  static int run(
      String[] commandLine, Map<String, String> environment, PrintStream out, PrintStream err) {
    Arguments arguments;
    Map<String, Secret> secrets;
    try {
      arguments = Arguments.parse(commandLine);
      secrets = secrets(environment);
    } catch (IllegalArgumentException e) {
      err.println(e.getMessage());
      err.print(USAGE);
      return 2;
    }
    return check(arguments, secrets, out, err);
  }

  private static int check(
      Arguments arguments, Map<String, Secret> secrets, PrintStream out, PrintStream err) {
    try {
      VerifiedWebhook webhook =
          verifier(arguments, secrets).verify(arguments.headers(), arguments.body());
      out.println(webhook.type() + " " + webhook.id());
      if (arguments.explain() && secrets.size() > 1) {
        out.println("Signed with " + webhook.secretLabel() + ".");
      }
      return 0;
    } catch (WebhookVerificationException e) {
      err.println(e.reason() + ": " + e.getMessage());
    } catch (IllegalArgumentException e) { // the verifier rejects the secret
      err.println(e.getMessage());
    }
    if (arguments.explain()) {
      new WebhookDiagnoser(arguments, secrets).diagnose().forEach(err::println);
    }
    return 1;
  }

  private static WebhookVerifier verifier(Arguments arguments, Map<String, Secret> secrets) {
    WebhookVerifier.Builder builder =
        WebhookVerifier.builder().secret(SECRET, secrets.getOrDefault(SECRET, Secret.of("")));
    arguments.clock().ifPresent(builder::clock);
    return builder.build();
  }

  /** Returns the secrets by the names of their variables; only the first one verifies. */
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
          SECRET + " is not set or blank. Set it to the secret shown in the partner portal.");
    }
    return secrets;
  }
}
