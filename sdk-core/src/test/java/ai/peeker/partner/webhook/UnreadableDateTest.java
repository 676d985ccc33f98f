package ai.peeker.partner.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.model.JsonProblem;
import ai.peeker.partner.model.OrderCompletedEvent;
import ai.peeker.partner.webhook.WebhookResult.Kind;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A signed event is delivered to its handler, whatever its date. */
@Timeout(30)
class UnreadableDateTest extends ReportingHandlerFixture {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",\"created_at\":null",
        ",\"created_at\":1778241600",
        ",\"created_at\":\"yesterday\"",
        ",\"created_at\":\"2026-05-08\"",
        ",\"created_at\":\"2026-02-31T12:00:00Z\"",
        ",\"created_at\":\"\"",
        ",\"created_at\":{}"
      })
  void createdAt_missingOrUnreadable_isReportedAndTheEventIsHandled(String createdAt) {
    String body =
        "{\"id\":\"evt_1\",\"type\":\"order.completed\",\"data\":{\"id\":\"ord_1\"}"
            + createdAt
            + "}";

    assertThat(deliver(body).kind()).isEqualTo(Kind.HANDLED);
    assertThat(handled).containsExactly("ord_1");
    assertThat(reported).singleElement().asString().contains("created_at ");

    VerifiedWebhook webhook = SignedBodies.verified(body);
    assertThat(webhook.createdAt()).isEmpty();
    assertThat(((OrderCompletedEvent) webhook.event()).createdAt())
        .as("the time of signing")
        .isEqualTo("2026-05-08T12:00:00Z");
    assertThat(webhook.problems()).extracting(JsonProblem::path).containsExactly("created_at");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-05-08T12:00:00+0000,          2026-05-08T12:00:00Z",
    "2026-05-08T14:00:00+0200,          2026-05-08T12:00:00Z",
    "2026-05-08T14:00:00 +02:00,        2026-05-08T12:00:00Z",
    "2026-05-08 12:00:00Z,              2026-05-08T12:00:00Z",
    "2026-05-08 12:00:00+00:00,         2026-05-08T12:00:00Z",
    "2026-05-08t12:00:00z,              2026-05-08T12:00:00Z",
    "2026-05-07T23:59:60Z,              2026-05-07T23:59:59Z",
    "2026-05-08T12:00:00.1234567891Z,   2026-05-08T12:00:00.123456789Z",
    "2026-05-08T12:00:00.123456789012+00:00, 2026-05-08T12:00:00.123456789Z"
  })
  void createdAt_inAnotherFormOfADateTime_isRead(String text, Instant expected) {
    VerifiedWebhook webhook =
        SignedBodies.verified(
            SignedBodies.body("order.completed", "{\"id\":\"ord_1\"}")
                .replace(SignedBodies.CREATED_AT, text));

    assertThat(webhook.createdAt()).contains(expected);
    assertThat(((OrderCompletedEvent) webhook.event()).createdAt().toInstant()).isEqualTo(expected);
    assertThat(webhook.problems()).isEmpty();
    assertThat(webhook.key().subject()).isEqualTo("ord_1");
  }

  @Test
  void createdAt_asDocumented_keepsItsOffset() {
    VerifiedWebhook webhook =
        SignedBodies.verified(
            SignedBodies.body("order.completed", "{}")
                .replace(SignedBodies.CREATED_AT, "2026-05-08T14:00:00+02:00"));

    assertThat(((OrderCompletedEvent) webhook.event()).createdAt())
        .isEqualTo(OffsetDateTime.parse("2026-05-08T14:00:00+02:00"));
  }
}
