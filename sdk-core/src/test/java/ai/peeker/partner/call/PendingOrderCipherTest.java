package ai.peeker.partner.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Encrypted pending orders; the vector was made with the crypto module of Node.js. */
class PendingOrderCipherTest {
  private static final byte[] KEY =
      HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
  private static final byte[] OTHER = new byte[16];
  private static final String VECTOR =
      "peeker-encrypted-order-1:k1:oKGio6Slpqeoqaqrln0ZRiC5L88HC+O6aR3tsQLIPGK/hkgY+X1SjE2bRzf/"
          + "RnLSnxoHDG2mNPgzSrOjTXhwcFLifEdxZ2huxUW3gNKM51gFkd3YkNHLILj+qI77bZPGo/KoGYxACPyG/iz36u"
          + "FIzTTN66/4ujIx5rzVS0JaBNeUXdJWQLe49YloBkxbdCrVQ0zgJ83JFUxBpQ==";

  private final PendingOrderCipher cipher = PendingOrderCipher.of("k1", KEY);
  private final PendingOrder order =
      PendingOrder.of(
          "{\"a\":1}".getBytes(StandardCharsets.UTF_8),
          Instant.parse("2026-05-08T12:00:00Z"),
          "test");

  @Test
  void vector_ofAnotherImplementation_isDecrypted() {
    assertThat(cipher.decrypt(VECTOR)).isEqualTo(order);
  }

  @Test
  void vectorWithAContext_ofAnotherImplementation_isDecrypted() {
    String vector = VECTOR.replace("BkxbdCrVQ0zgJ83JFUxBpQ==", "oUqaxQKAFFqeZgP71oWOKQ==");

    assertThat(cipher.decrypt(vector, "order 7")).isEqualTo(order);
  }

  @Test
  void encrypted_isDifferentEachTimeAndShowsNothing() {
    String one = cipher.encrypt(order);
    String two = cipher.encrypt(order);

    assertThat(one).isNotEqualTo(two).startsWith("peeker-encrypted-order-1:k1:");
    assertThat(one).doesNotContain("eyJhIjoxfQ"); // the body in Base64
    assertThat(cipher.decrypt(one)).isEqualTo(cipher.decrypt(two)).isEqualTo(order);
  }

  @Test
  void orderForAQueue_isStillNeverSent() {
    PendingOrder queued = PendingOrder.queued(order.body(), "live");

    assertThat(cipher.decrypt(cipher.encrypt(queued)).neverSent()).isTrue();
  }

  @Test
  void oldKey_decryptsAndTheNewOneEncrypts() {
    PendingOrderCipher rotated = PendingOrderCipher.of("k2", OTHER).withOldKey("k1", KEY);

    assertThat(rotated.decrypt(VECTOR)).isEqualTo(order);
    assertThat(rotated.encrypt(order)).startsWith("peeker-encrypted-order-1:k2:");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "order 8", "order 70", "ORDER 7"})
  void stringOfAnotherRow_isDetected(String row) {
    String encrypted = cipher.encrypt(order, "order 7");

    assertThat(cipher.decrypt(encrypted, "order 7")).isEqualTo(order);
    assertThat(encrypted).doesNotContain("order 7");
    assertThatIllegalArgumentException().isThrownBy(() -> cipher.decrypt(encrypted, row));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> cipher.decrypt(cipher.encrypt(order, row), "order 7"));
  }

  @Test
  void nameOfAKeyAndContext_doNotMerge() {
    PendingOrderCipher both = PendingOrderCipher.of("k1", KEY).withOldKey("k1x", KEY);
    String encrypted = both.encrypt(order, "xy");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> both.decrypt(encrypted.replace(":k1:", ":k1x:"), "y"));
  }

  @Test
  void missingKey_isNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PendingOrderCipher.of("k2", OTHER).decrypt(VECTOR))
        .withMessage(
            "The pending order was encrypted with the key \"k1\", which this cipher does not have."
                + " Add it with withOldKey(…).");
  }

  @Test
  void eachChangedBit_isDetected() {
    byte[] bytes = Base64.getDecoder().decode(VECTOR.substring(28));
    for (int bit = 0; bit < bytes.length * 8; bit++) {
      byte[] changed = bytes.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      String text = VECTOR.substring(0, 28) + Base64.getEncoder().encodeToString(changed);

      assertThatIllegalArgumentException()
          .isThrownBy(() -> cipher.decrypt(text))
          .withMessage(
              "The encrypted pending order was changed, or the key \"k1\" or the context is another"
                  + " one than it was encrypted with.");
    }
  }

  @Test
  void renamedKey_isDetected() {
    PendingOrderCipher same = PendingOrderCipher.of("k9", KEY);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> same.decrypt(VECTOR.replace(":k1:", ":k9:")));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "peeker-encrypted-order-1",
        "peeker-encrypted-order-2:k1:AAAA",
        "peeker-encrypted-order-1::AAAA",
        "peeker-pending-order-1\ntest\n2026-05-08T12:00:00Z\na1\neyJhIjoxfQ=="
      })
  void otherStrings_areRejectedAndNotQuoted(String other) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> cipher.decrypt(other))
        .withMessage(
            "The string is not an encrypted pending order. Pass the result of encrypt(…).");
  }

  @ParameterizedTest
  @ValueSource(strings = {"peeker-encrypted-order-1:k1:", "peeker-encrypted-order-1:k1:%%%"})
  void damagedStrings_areRejected(String damaged) {
    assertThatIllegalArgumentException().isThrownBy(() -> cipher.decrypt(damaged)).withNoCause();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 15, 17, 31, 33, 64})
  void keyOfAnotherLength_isRejectedWithoutItsBytes(int length) {
    byte[] key = new byte[length];
    Arrays.fill(key, (byte) 'z');

    assertThatIllegalArgumentException()
        .isThrownBy(() -> PendingOrderCipher.of("k1", key))
        .withMessage(
            "The key \"k1\" must have 16, 24 or 32 bytes, not "
                + length
                + ". Create one with a secure random generator.");
  }

  @Test
  void keyThatIsChangedAfterwards_doesNotChangeTheCipher() {
    byte[] key = KEY.clone();
    PendingOrderCipher copied = PendingOrderCipher.of("k1", key);
    Arrays.fill(key, (byte) 0);

    assertThat(copied.decrypt(VECTOR)).isEqualTo(order);
  }

  @Test
  void twoKeysOfOneName_areRejected() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> cipher.withOldKey("k1", OTHER))
        .withMessage("There is a key \"k1\" already. Give each key a name of its own.");
  }

  @Test
  void nulls_areRejected() {
    assertThatIllegalArgumentException().isThrownBy(() -> PendingOrderCipher.of(null, KEY));
    assertThatIllegalArgumentException().isThrownBy(() -> PendingOrderCipher.of("k1", null));
    assertThatIllegalArgumentException().isThrownBy(() -> cipher.encrypt(null));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> cipher.encrypt(order, null))
        .withMessage("context must not be null");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> cipher.decrypt(VECTOR, null))
        .withMessage("context must not be null");
  }

  @Test
  void toString_showsNoKey() {
    assertThat(cipher).hasToString("PendingOrderCipher[k1, 1 keys]");
  }
}
