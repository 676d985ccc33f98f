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
  // printf 'test\n2026-05-08T12:00:00Z\neyJhIjoxfQ==' | openssl dgst -sha256
  private static final String TEXT =
      """
      peeker-pending-order-1
      test
      2026-05-08T12:00:00Z
      c6802f909c0a520f0b75498d34870d46f8bf31cb56f7daceecf7cd4fa4ac48cf
      eyJhIjoxfQ==\
      """;

  private final PendingOrder pending = PendingOrder.of(BODY, SINCE, "test");

  @Test
  void queuedOrder_hasTheStringThatItsFormatSays() {
    PendingOrder queued = PendingOrder.queued("{\"a\":1}".getBytes(StandardCharsets.UTF_8), "test");

    // printf 'peeker-pending-order-2\ntest\nnot begun\neyJhIjoxfQ==' | openssl dgst -sha256
    assertThat(queued.serialize())
        .isEqualTo(
            """
            peeker-pending-order-2
            test
            not begun
            b81f5737a4be97c3e0496f12c79a95289c17b58a6b62f99cef76d5eaad0f8f1b
            eyJhIjoxfQ==""");
    assertThat(PendingOrder.parse(queued.serialize())).isEqualTo(queued);
    assertThatThrownBy(queued::firstSentAt).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void of_aBody_hasItsBytesTimesAndChecksum() {
    assertThat(pending.body()).isEqualTo(BODY);
    assertThat(pending.firstSentAt()).isEqualTo(SINCE);
    assertThat(pending.resumableUntil()).isEqualTo("2026-05-09T11:59:00Z");
    assertThat(pending.sha256()).isEqualTo(SHA);
    assertThat(pending.environment()).isEqualTo("test");
  }

  @Test
  void of_null_isRefusedByName() {
    assertThatThrownBy(() -> PendingOrder.of(null, SINCE, "test"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("body must not be null");
    assertThatThrownBy(() -> PendingOrder.of(BODY, null, "test"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("firstSentAt must not be null");
  }

  @Test
  void emptyBody_isRefused() {
    assertThatThrownBy(() -> PendingOrder.queued(new byte[0], "test"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("body must not be empty");
    assertThatThrownBy(() -> PendingOrder.of(new byte[0], SINCE, "test"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("body must not be empty");
  }

  @Test
  void eachChangedCharacterOfAQueuedOrder_isDetected() {
    String stored = PendingOrder.queued(BODY, "test").serialize();
    for (int i = 0; i < stored.length(); i++) {
      char old = stored.charAt(i);
      String changed = stored.substring(0, i) + (old == '1' ? '2' : '1') + stored.substring(i + 1);

      assertThatThrownBy(() -> PendingOrder.parse(changed))
          .as("character %d", i)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void queuedOrder_thatIsSaidToBeOfTheFirstFormat_isRefused() {
    // the checksum that the first format would have
    // printf 'test\nnot begun\neyJhIjoxfQ==' | openssl dgst -sha256
    String other =
        PendingOrder.queued(BODY, "test")
            .serialize()
            .replace(
                "b81f5737a4be97c3e0496f12c79a95289c17b58a6b62f99cef76d5eaad0f8f1b",
                "32931b09ab45c99ddd88c05ac0d3e01ab5def6be5277bd30a5d1878c63f8ca10");

    assertThatThrownBy(() -> PendingOrder.parse(other))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void bytes_changedOutside_leaveItAsItWas() {
    byte[] given = BODY.clone();
    PendingOrder frozen = PendingOrder.of(given, SINCE, "test");

    given[0] = 'x';
    frozen.body()[1] = 'x';

    assertThat(frozen.body()).isEqualTo(BODY);
  }

  @Test
  void serialize_isFiveLines() {
    assertThat(pending.serialize()).isEqualTo(TEXT);
  }

  @Test
  void parse_textWithOtherLineEnds_isTheSame() {
    assertThat(PendingOrder.parse(TEXT.replace("\n", "\r\n"))).isEqualTo(pending);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "Test", "sandbox"})
  void of_anotherEnvironment_isRefused(String environment) {
    assertThatThrownBy(() -> PendingOrder.of(BODY, SINCE, environment))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("environment is invalid: " + environment + " (expected live or test)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-1000000000-01-01T00:00:00Z",
        "1999-12-31T23:59:59Z",
        "+1000000000-12-31T23:59:59Z"
      })
  void of_aTimeBeyondReason_isRefused(Instant since) {
    assertThatThrownBy(() -> PendingOrder.of(BODY, since, "live"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("firstSentAt is out of range: ");
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
    PendingOrder odd =
        PendingOrder.of(bytes, Instant.parse("2026-05-08T12:00:00.123456789Z"), "test");

    assertThat(PendingOrder.parse(odd.serialize())).isEqualTo(odd);
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
        "peeker-pending-order-3\ntest\n2026-05-08T12:00:00Z\na1\neyJhIjoxfQ=="
      })
  void parse_whatIsNoSuchText_isRefused(String text) {
    assertThatThrownBy(() -> PendingOrder.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The string is not a serialized pending order. Pass the result of"
                + " PendingOrder.serialize().")
        .hasNoCause();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // a later time would let the order be placed twice
        "2026-05-08T12:00:00Z > 2026-05-09T12:00:00Z",
        "2026-05-08T12:00:00Z > 2026-05-08T12:00:00.0Z",
        "2026-05-08T12:00:00Z > yesterday",
        "test > live",
        "c6802f > 06802f",
        "c6802f > C6802F",
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
            "The serialized pending order was changed: its checksum does not match. Pass it as it"
                + " was stored.")
        .hasNoCause();
  }

  // the checksums of these fit, as if they had been written so
  @ParameterizedTest
  @ValueSource(
      strings = {
        // printf 'test\nyesterday\neyJhIjoxfQ==' | openssl dgst -sha256
        "test|"
            + "yesterday\n"
            + "7ad7e6f52498ba4db2ee5725b067a98c7ebcffe7b1bffd29a3ef1df0bfc6583a\n"
            + "eyJhIjoxfQ==",
        // printf 'test\n2026-05-08T12:00:00Z\n!' | openssl dgst -sha256
        "test|"
            + "2026-05-08T12:00:00Z\n"
            + "7e7e407500824dedd481a10aeb003e7c6240cf8dc8092e8cf413a69110ba446b\n"
            + "!",
        // printf 'sandbox\n2026-05-08T12:00:00Z\neyJhIjoxfQ==' | openssl dgst -sha256
        "sandbox|"
            + "2026-05-08T12:00:00Z\n"
            + "1224a2214c091634ced50dc4d01cd78a29c45c3ad208885939fc8a0bd3434d12\n"
            + "eyJhIjoxfQ==",
        // printf 'test\n+31000-01-01T00:00:00Z\neyJhIjoxfQ==' | openssl dgst -sha256
        "test|"
            + "+31000-01-01T00:00:00Z\n"
            + "7a590c1b5dec8c056687333aa393846c64c3d66b5aaa2bd6e1ab00f8f762e326\n"
            + "eyJhIjoxfQ=="
      })
  void parse_nonsenseWithAChecksumThatFits_isRefusedAlike(String rest) {
    Throwable thrown =
        catchThrowable(
            () -> PendingOrder.parse("peeker-pending-order-1\n" + rest.replace('|', '\n')));

    assertThat(thrown).isInstanceOf(IllegalArgumentException.class).hasNoCause();
    assertThat(thrown).hasMessageStartingWith("The serialized pending order was changed");
  }

  @Test
  void toString_hasNoBody() {
    PendingOrder secret =
        PendingOrder.of(
            "{\"password\":\"s3cr3t\"}".getBytes(StandardCharsets.UTF_8), SINCE, "test");

    assertThat(secret.toString())
        .doesNotContain("s3cr3t", "password", secret.serialize().split("\n", -1)[4]);
    assertThat(pending)
        .hasToString(
            "PendingOrder[sha256=" + SHA + ", firstSentAt=2026-05-08T12:00:00Z, environment=test]");
  }

  @Test
  void neverSent_isKnownOfNoneThatWasMadeOrParsedHere() {
    assertThat(pending.neverSent()).isFalse();
    assertThat(PendingOrder.parse(TEXT).neverSent()).isFalse();
  }

  @Test
  void equals_holdsForTheSameBytesAndTime() {
    assertThat(pending).isEqualTo(PendingOrder.of(BODY, SINCE, "test"));
    assertThat(pending).isNotEqualTo(PendingOrder.of(BODY, SINCE.plusNanos(1), "test"));
    assertThat(pending).isNotEqualTo(PendingOrder.of(new byte[1], SINCE, "test"));
    assertThat(pending).isNotEqualTo(PendingOrder.of(BODY, SINCE, "live"));
    assertThat(pending).isNotEqualTo(null).isNotEqualTo("x");
    assertThat(pending.hashCode())
        .isEqualTo(PendingOrder.of(BODY, SINCE, "test").hashCode())
        .isNotZero();
  }
}
