package ai.peeker.partner.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.model.WebhookEventType;
import ai.peeker.partner.webhook.store.EventKey;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The key of an event: id, type, subject and time. */
class VerifiedWebhookKeyTest {
  private static final String AT = SignedBodies.CREATED_AT;

  @ParameterizedTest
  @MethodSource("ai.peeker.partner.model.WebhookEventType#knownValues")
  void key_ofEachTypeOfTheContract_hasItsIdSubjectTypeAndTime(WebhookEventType known) {
    String type = known.value();
    VerifiedWebhook verified = SignedBodies.verified(type, "{\"id\":\"rec_1\"}");

    assertThat(verified.createdAt()).contains(Instant.parse(AT));
    assertThat(verified.key()).isEqualTo(EventKey.of("evt_1", type, "rec_1", Instant.parse(AT)));
    assertThat(verified.key().subject()).startsWith("rec_1");
    assertThat(verified.key().createdAt()).contains(Instant.parse(AT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"order.paused", "order", "invoice.paid", "invoice.completed"})
  void key_ofATypeThatIsNotKnown_hasNoSubject(String type) {
    VerifiedWebhook verified = SignedBodies.verified(type, "{\"id\":\"rec_1\"}");

    assertThat(verified.key()).isEqualTo(EventKey.of("evt_1", type, null, null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "\"\"",
        "\"yesterday\"",
        "\"2026-05-08\"",
        "\"٢٠٢٦-٠٥-٠٨T12:00:00Z\"",
        "1778241600",
        "\"1969-12-31T23:59:59.999Z\"",
        "\"+999999999-12-31T23:59:59Z\"",
        "\"-999999999-01-01T00:00:00Z\"",
      })
  void key_withoutATimeThatCanBeCompared_hasNoSubject(String createdAt) {
    VerifiedWebhook verified = createdAt("order.completed", createdAt);

    assertThat(verified.subject()).contains("rec_1");
    assertThat(verified.key().subject()).isNull();
    assertThat(verified.key().createdAt()).isEmpty();
  }

  /** The bodies are signed at 12:00:00, in whole seconds. */
  @ParameterizedTest
  @CsvSource({
    "2026-05-08T11:59:59Z, true",
    "2026-05-08T12:00:00.999Z, true",
    "2026-05-08T14:00:00.999+02:00, true",
    "2026-05-08T12:00:01Z, false",
    "2026-05-09T12:00:00Z, false",
    "9999-12-31T23:59:59Z, false",
  })
  void key_ofAnEventThatHappenedAfterItWasSigned_hasNoSubject(String at, boolean ordered) {
    EventKey key = createdAt("order.completed", "\"" + at + "\"").key();

    assertThat(key.subject()).isEqualTo(ordered ? "rec_1" : null);
  }

  private static VerifiedWebhook createdAt(String type, String createdAt) {
    return SignedBodies.verified(
        "{\"id\":\"evt_1\",\"type\":\""
            + type
            + "\",\"created_at\":"
            + createdAt
            + ",\"data\":{\"id\":\"rec_1\"}}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "7",
        "null",
        "\"\"",
        "\" \"",
        "\"ord 1\"",
        "\"ord_\\u0000\"",
        "\"\\ud800\"",
        "\"é\""
      })
  void subject_thatIsNoId_isNone(String id) {
    VerifiedWebhook verified = SignedBodies.verified("order.completed", "{\"id\":" + id + "}");

    assertThat(verified.subject()).isEmpty();
    assertThat(verified.key().subject()).isNull();
  }

  @Test
  void subject_longerThan200Characters_isNone() {
    assertThat(subjectOf("o".repeat(200))).contains("o".repeat(200));
    assertThat(subjectOf("o".repeat(201))).isEmpty();
  }

  private static Optional<String> subjectOf(String id) {
    return SignedBodies.verified("order.completed", "{\"id\":\"" + id + "\"}").subject();
  }
}
