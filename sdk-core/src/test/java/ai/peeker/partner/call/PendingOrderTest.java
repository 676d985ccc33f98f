package ai.peeker.partner.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class PendingOrderTest {
  private static final Instant SINCE = Instant.parse("2026-05-08T12:00:00Z");
  private static final byte[] BODY = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);
  // printf '{"a":1}' | openssl dgst -sha256
  private static final String SHA =
      "015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862";
  // printf '2026-05-08T12:00:00Z\neyJhIjoxfQ==' | openssl dgst -sha256
  private static final String TEXT =
      """
      peeker-pending-order-1
      2026-05-08T12:00:00Z
      a1870c358cdce71a2fccc629e2b0bd938d70539a9ddc789daec4ca9b98f7841e
      eyJhIjoxfQ==\
      """;

  private final PendingOrder pending = PendingOrder.of(BODY, SINCE);

  @Test
  void of_aBody_hasItsBytesTimesAndChecksum() {
    assertThat(pending.body()).isEqualTo(BODY);
    assertThat(pending.firstSentAt()).isEqualTo(SINCE);
    assertThat(pending.replayableUntil()).isEqualTo("2026-05-09T11:59:00Z");
    assertThat(pending.sha256()).isEqualTo(SHA);
  }

  @Test
  void of_null_isRefusedByName() {
    assertThatThrownBy(() -> PendingOrder.of(null, SINCE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("body is null.");
    assertThatThrownBy(() -> PendingOrder.of(BODY, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("firstSentAt is null.");
  }

  @Test
  void bytes_changedOutside_leaveItAsItWas() {
    byte[] given = BODY.clone();
    PendingOrder frozen = PendingOrder.of(given, SINCE);

    given[0] = 'x';
    frozen.body()[1] = 'x';

    assertThat(frozen.body()).isEqualTo(BODY);
  }

  @Test
  void toText_isFourLines() {
    assertThat(pending.toText()).isEqualTo(TEXT);
  }

  @ParameterizedTest
  @ValueSource(strings = {TEXT, TEXT + "\n", "\n  " + TEXT + " \n\n"})
  void parse_whatWasStored_isTheSame(String text) {
    PendingOrder read = PendingOrder.parse(text);

    assertThat(read).isEqualTo(pending).hasSameHashCodeAs(pending);
    assertThat(read.body()).isEqualTo(BODY);
    assertThat(read.firstSentAt()).isEqualTo(SINCE);
  }

  @Test
  void parse_aTimeOfNanosecondsAndAnyBytes_isTheSame() {
    byte[] bytes = new byte[1_000];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) i;
    }
    PendingOrder odd = PendingOrder.of(bytes, Instant.parse("2026-05-08T12:00:00.123456789Z"));

    assertThat(PendingOrder.parse(odd.toText())).isEqualTo(odd);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "peeker-pending-order-1",
        "peeker-pending-order-1\n\n",
        "{\"a\":1}",
        TEXT + "\nmore",
        "peeker-pending-order-2\n2026-05-08T12:00:00Z\na1\neyJhIjoxfQ=="
      })
  void parse_whatIsNoSuchText_isRefused(String text) {
    assertThatThrownBy(() -> PendingOrder.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("This is no text of a pending order. Give what PendingOrder.toText() returned.")
        .hasNoCause();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // a later time would let the order be placed twice
        "2026-05-08T12:00:00Z > 2026-05-09T12:00:00Z",
        "2026-05-08T12:00:00Z > 2026-05-08T12:00:00.0Z",
        "2026-05-08T12:00:00Z > yesterday",
        "a1870c > b1870c",
        "a1870c > A1870C",
        "eyJhIjoxfQ== > eyJhIjoyfQ==",
        "eyJhIjoxfQ== > eyJhIjoxfQ",
        "eyJhIjoxfQ== > !"
      })
  void parse_changedText_isRefusedWithoutShowingIt(String change) {
    String[] fromTo = change.split(" > ", 2);

    Throwable thrown = catchThrowable(() -> PendingOrder.parse(TEXT.replace(fromTo[0], fromTo[1])));

    assertThat(thrown)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The text of the pending order was changed: its checksum does not fit. Give it as it"
                + " was stored.")
        .hasNoCause();
  }

  // the checksums of these two fit, as if they had been written so
  @ParameterizedTest
  @ValueSource(
      strings = {
        // printf 'yesterday\neyJhIjoxfQ==' | openssl dgst -sha256
        "yesterday\nb5c3b79bf8026e185bf2e6f3fe3236e635d0581a7f73317fca01206b6a089d38\neyJhIjoxfQ==",
        // printf '2026-05-08T12:00:00Z\n!' | openssl dgst -sha256
        "2026-05-08T12:00:00Z\na5e255f433b6b983d4ae3a622d8e2919a03e4366b9d173f2830ecd2dbe19dc13\n!"
      })
  void parse_nonsenseWithAChecksumThatFits_isRefusedAlike(String rest) {
    Throwable thrown = catchThrowable(() -> PendingOrder.parse("peeker-pending-order-1\n" + rest));

    assertThat(thrown).isInstanceOf(IllegalArgumentException.class).hasNoCause();
    assertThat(thrown).hasMessageStartingWith("The text of the pending order was changed");
  }

  @Test
  void toString_hasNoBody() {
    PendingOrder secret =
        PendingOrder.of("{\"password\":\"s3cr3t\"}".getBytes(StandardCharsets.UTF_8), SINCE);

    assertThat(secret.toString())
        .doesNotContain("s3cr3t", "password", secret.toText().split("\n", -1)[3]);
    assertThat(pending)
        .hasToString("PendingOrder[sha256=" + SHA + ", firstSentAt=2026-05-08T12:00:00Z]");
  }

  @Test
  void equals_holdsForTheSameBytesAndTime() {
    assertThat(pending).isEqualTo(PendingOrder.of(BODY, SINCE));
    assertThat(pending).isNotEqualTo(PendingOrder.of(BODY, SINCE.plusNanos(1)));
    assertThat(pending).isNotEqualTo(PendingOrder.of(new byte[0], SINCE));
    assertThat(pending).isNotEqualTo(null).isNotEqualTo("x");
    assertThat(pending.hashCode()).isEqualTo(PendingOrder.of(BODY, SINCE).hashCode()).isNotZero();
  }
}
