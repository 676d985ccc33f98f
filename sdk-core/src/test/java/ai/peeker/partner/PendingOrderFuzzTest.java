package ai.peeker.partner;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.call.PendingOrder;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Stored pending orders: an unchanged one is read as it was, any other is rejected. */
class PendingOrderFuzzTest {
  private static final byte[] BODY = Samples.page("bundle_order").getBytes(StandardCharsets.UTF_8);
  private static final String STORED =
      PendingOrder.of(BODY, Instant.parse("2026-05-08T12:00:00Z"), "live").serialize();

  static Stream<Arguments> seeds() {
    return Stream.of(
            STORED,
            STORED.replace("\n", "\r\n"),
            STORED + "\n",
            STORED.replace("live", "test"),
            STORED.replace("2026", "2027"),
            STORED.replace("2026-05-08T12:00:00Z", "+999999999-12-31T23:59:59Z"),
            STORED.substring(0, STORED.length() - 4),
            STORED.replace("order-1", "order-2"),
            STORED.replace('\n', ' '),
            "\n\n\n\n",
            "")
        .map(stored -> Arguments.of((Object) stored.getBytes(StandardCharsets.UTF_8)));
  }

  @MethodSource("seeds")
  @FuzzTest
  void parse_ofAnyString_givesTheSameOrderOrIsRejected(byte[] bytes) {
    String stored = new String(bytes, StandardCharsets.UTF_8);
    try {
      PendingOrder pending = PendingOrder.parse(stored);
      String serialized = pending.serialize();
      assertThat(PendingOrder.parse(serialized)).isEqualTo(pending);
      assertThat(stored.strip().split("\\R", -1)).containsExactly(serialized.split("\n", -1));
      assertThat(pending.toString()).doesNotContain(Base64.getEncoder().encodeToString(BODY));
    } catch (IllegalArgumentException e) {
      assertThat(e.getMessage()).hasSizeLessThan(200).contains("pending order");
      assertThat(e.getCause()).as("which could quote the order").isNull();
    }
  }
}
