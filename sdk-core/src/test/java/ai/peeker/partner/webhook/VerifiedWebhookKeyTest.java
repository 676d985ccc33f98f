package ai.peeker.partner.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.webhook.store.EventKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The key of an event: id, subject and position. */
class VerifiedWebhookKeyTest {
  private static final String AT = SignedBodies.CREATED_AT;
  private static final long AT_MILLIS = 1778241600000L; // date -u -d 2026-05-08T12:00:00Z +%s000

  @ParameterizedTest
  @CsvSource({
    "swap.created,              1",
    "order.in_progress,         2",
    "order.action_required,     2",
    "order.completed,           6",
    "order.failed,              6",
    "domain.connected,          6",
    "domain.forwarding_updated, 6",
    "domain.forwarding_failed,  6",
    "order.cancel_scheduled,    8",
    "order.cancelled,           9"
  })
  void key_ofAnEvent_hasItsIdSubjectAndPosition(String type, int rank) {
    VerifiedWebhook verified = SignedBodies.verified(type, "{\"id\":\"rec_1\"}");

    assertThat(verified.createdAt()).contains(Instant.parse(AT));
    assertThat(verified.key()).isEqualTo(EventKey.of("evt_1", "rec_1", AT_MILLIS * 16 + rank));
  }

  @Test
  void positions_areInTheOrderOfTimeAndThenOfARecordsLife() {
    List<Long> positions =
        List.of(
            position("order.cancelled", "2026-05-08T11:59:59.999Z"),
            position("order.in_progress", AT),
            position("order.completed", AT),
            position("order.cancel_scheduled", AT),
            position("order.cancelled", AT),
            position("order.in_progress", "2026-05-08T12:00:00.001Z"),
            position("order.in_progress", "2026-05-08T14:00:00.002+02:00"));

    assertThat(positions).isSorted().doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(strings = {"order.paused", "order", "invoice.paid"})
  void key_ofATypeThatIsNotKnown_hasNoSubject(String type) {
    VerifiedWebhook verified = SignedBodies.verified(type, "{\"id\":\"rec_1\"}");

    assertThat(verified.key()).isEqualTo(EventKey.of("evt_1", null, 0));
  }

  @Test
  void positions_ofWhatMayFollowEitherWay_areTheSame() {
    assertThat(position("order.action_required", AT)).isEqualTo(position("order.in_progress", AT));
  }

  private static long position(String type, String createdAt) {
    return createdAt(type, "\"" + createdAt + "\"").key().position();
  }

  @Test
  void position_beforeTheEpoch_isNegative() {
    // -1 ms * 16 + 2
    assertThat(position("order.in_progress", "1969-12-31T23:59:59.999Z")).isEqualTo(-14);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "\"\"",
        "\"yesterday\"",
        "\"2026-05-08\"",
        "\"2026-05-08T12:00:00\"",
        "\"٢٠٢٦-٠٥-٠٨T12:00:00Z\"",
        "1778241600",
        "\"+999999999-12-31T23:59:59Z\"",
        "\"-999999999-01-01T00:00:00Z\"",
      })
  void key_withoutATimeThatCanBeCompared_hasNoSubject(String createdAt) {
    VerifiedWebhook verified = createdAt("order.completed", createdAt);

    assertThat(verified.subject()).contains("rec_1");
    assertThat(verified.key()).isEqualTo(EventKey.of("evt_1", null, 0));
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
