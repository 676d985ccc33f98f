package ai.peeker.partner.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.error.WebhookVerificationException.Reason;
import ai.peeker.partner.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/**
 * One signature is valid for one timestamp, one id and one body, although the dots between them may
 * stand in a body, too.
 */
class WebhookBoundaryTest {
  private static final WebhookVerifier ANY_AGE =
      Verifiers.builderAt(Verifiers.SIGNED_AT)
          .secret("live", Secret.of(SignedWebhook.SECRET))
          .withoutTolerance()
          .build();

  @ParameterizedTest
  @EnumSource(
      names = {"DOCUMENTED", "CRLF", "DOT_IN_ID", "FULL_OF_DOTS"},
      mode = Mode.INCLUDE)
  void signedBytes_dividedAtOtherDots_areMalformed(SignedWebhook webhook) {
    String signed = new String(webhook.signedBytes(), StandardCharsets.ISO_8859_1);
    List<Integer> dots = dots(signed);
    assertThat(dots).hasSizeGreaterThan(2);
    int tried = 0;
    for (int first : dots) {
      for (int second : dots) {
        if (first < second && second != dots.get(1)) {
          Reason reason =
              reason(
                  signed.substring(0, first),
                  signed.substring(first + 1, second),
                  signed.substring(second + 1),
                  webhook.signature());
          assertThat(reason)
              .as("divided at %s and %s", first, second)
              .isIn(Reason.MALFORMED_EVENT_ID, Reason.MALFORMED_TIMESTAMP);
          tried++;
        }
      }
    }
    assertThat(tried).isEqualTo(dots.size() * (dots.size() - 1) / 2 - 1);
  }

  @Test
  void signedBytes_dividedAtTheFirstTwoDots_areTheWebhook() {
    // what the sender may have meant by it or not: it is one reading, and it has no event
    SignedWebhook webhook = SignedWebhook.FULL_OF_DOTS;
    assertThat(Verifiers.reason(webhook.headers(), webhook.body()))
        .isEqualTo(Reason.MALFORMED_BODY);
  }

  @ParameterizedTest
  @EnumSource(
      names = {"DOCUMENTED", "UTF_8", "CRLF", "FULL_OF_DOTS"},
      mode = Mode.INCLUDE)
  void characters_movedOverABoundary_areRejected(SignedWebhook webhook) {
    String timestamp = SignedWebhook.TIMESTAMP;
    String id = webhook.id();
    String body = new String(webhook.body(), StandardCharsets.ISO_8859_1);
    for (int count = 1; count <= 30; count++) {
      String signature = webhook.signature();
      int ofTimestamp = Math.min(count, timestamp.length());
      int ofId = Math.min(count, id.length());
      int ofBody = Math.min(count, body.length());
      assertRejected(
          head(timestamp, ofTimestamp), tail(timestamp, ofTimestamp) + id, body, signature);
      assertRejected(timestamp + id.substring(0, ofId), id.substring(ofId), body, signature);
      assertRejected(timestamp, head(id, ofId), tail(id, ofId) + body, signature);
      assertRejected(timestamp, id + body.substring(0, ofBody), body.substring(ofBody), signature);
    }
  }

  @ParameterizedTest
  @EnumSource(
      names = {"DOCUMENTED", "FULL_OF_DOTS"},
      mode = Mode.INCLUDE)
  void charactersAndTheDot_movedOverABoundary_areRejected(SignedWebhook webhook) {
    String body = new String(webhook.body(), StandardCharsets.ISO_8859_1);
    String[] joined = {"", ".", webhook.id(), webhook.id() + ".", "." + webhook.id() + "."};
    for (String before : joined) {
      for (String after : joined) {
        if (!before.isEmpty() || !after.isEmpty()) {
          assertRejected(
              SignedWebhook.TIMESTAMP + before, webhook.id() + after, body, webhook.signature());
          assertRejected(
              SignedWebhook.TIMESTAMP, before + webhook.id(), after + body, webhook.signature());
        }
      }
    }
    assertRejected("", SignedWebhook.TIMESTAMP + "." + webhook.id(), body, webhook.signature());
    assertRejected(SignedWebhook.TIMESTAMP, "", webhook.id() + "." + body, webhook.signature());
    assertRejected(webhook.id(), SignedWebhook.TIMESTAMP, body, webhook.signature());
  }

  private static List<Integer> dots(String signed) {
    List<Integer> dots = new ArrayList<>();
    for (int at = signed.indexOf('.'); at >= 0; at = signed.indexOf('.', at + 1)) {
      dots.add(at);
    }
    return dots;
  }

  private static String head(String text, int without) {
    return text.substring(0, text.length() - without);
  }

  private static String tail(String text, int length) {
    return text.substring(text.length() - length);
  }

  private static void assertRejected(String timestamp, String id, String body, String signature) {
    assertThat(reason(timestamp, id, body, signature))
        .as(Arrays.asList(timestamp, id).toString())
        .isIn(Reason.MALFORMED_EVENT_ID, Reason.MALFORMED_TIMESTAMP, Reason.WRONG_SIGNATURE);
  }

  private static Reason reason(String timestamp, String id, String body, String signature) {
    return Verifiers.rejection(
            ANY_AGE,
            SignedWebhook.headers(id, timestamp, "v1=" + signature),
            body.getBytes(StandardCharsets.ISO_8859_1))
        .reason();
  }
}
