package ai.peeker.partner.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.peeker.partner.model.OrderList;
import ai.peeker.partner.model.OrderSummary;
import ai.peeker.partner.model.WebhookEvent;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No JSON makes reading fail in an undocumented way, or take long. */
@Timeout(30)
class HostileJsonTest {
  private static final String ROW =
      "{\"id\":\"ord_1\",\"user_id\":null,\"email\":\"a@acme.com\",\"status\":\"completed\","
          + "\"domain_count\":2,\"costs\":{\"total_cents\":6800,\"currency\":\"usd\"},"
          + "\"renews_at\":null,\"created_at\":\"2026-05-08T12:00:00Z\"}";
  private static final int MANY = 24 * 1024 * 1024;

  private final JsonCodec codec = new JsonCodec();

  private OrderSummary order(String json) throws MalformedJsonException {
    return codec.read(json.getBytes(StandardCharsets.UTF_8), OrderSummary::read);
  }

  private void assertMalformed(byte[] json) {
    assertThatThrownBy(() -> codec.read(json, OrderSummary::read))
        .isInstanceOf(MalformedJsonException.class)
        .satisfies(thrown -> assertThat(thrown.getMessage()).hasSizeLessThan(200));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":", "{\"id\":\"ord_1\",\"x\":[", "{\"costs\":[{\"a\":"})
  void nesting_ofAHundredThousandLevels_isMalformed(String level) {
    assertMalformed(level.repeat(100_000).getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"id\":\"ord_1\",\"id\":\"ord_2\",\"status\":\"failed\"}",
        "{\"id\":\"ord_1\",\"status\":\"failed\",\"new\":1,\"new\":2}",
        "{\"id\":\"ord_1\",\"status\":\"failed\",\"new\":{\"a\":1,\"a\":1}}",
        "{\"id\":\"ord_1\",\"status\":\"failed\",\"costs\":{\"currency\":\"\",\"currency\":\"\"}}"
      })
  void property_thatAppearsTwice_isMalformed(String json) {
    assertMalformed(json.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"c328", "c080", "eda080", "f8888080", "ff", "e282", "f4908080"})
  void string_thatIsNotUtf8_isMalformed(String hex) {
    String odd = new String(HexFormat.of().parseHex(hex), StandardCharsets.ISO_8859_1);

    assertMalformed(ROW.replace("ord_1", odd).getBytes(StandardCharsets.ISO_8859_1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
  void text_inAnotherEncoding_isMalformed(String charset) {
    assertMalformed(ROW.getBytes(Charset.forName(charset)));
  }

  @Test
  void text_withAByteOrderMark_isRead() throws Exception {
    assertThat(order("\uFEFF" + ROW).id()).isEqualTo("ord_1");
  }

  @Test
  void string_withAnUnpairedSurrogate_isKept() throws Exception {
    assertThat(order(ROW.replace("a@acme.com", "\\ud800")).email()).isEqualTo("\ud800");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1e999999999", "-1e-999999999", "1e1001", "12345678901234567890", "0.5", "1e400"})
  void number_outOfRange_isLeftOut(String number) throws Exception {
    OrderSummary order = order(ROW.replace(":2,", ":" + number + ","));

    assertThat(order.problems())
        .singleElement()
        .hasToString(
            "domain_count must be a whole number from -2147483648 to 2147483647, not a fraction or"
                + " a number out of range");
  }

  @Test
  void number_ofManyDigits_isMalformed() {
    String number = "9".repeat(5_000);

    assertMalformed(ROW.replace(":2,", ":" + number + ",").getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void page_with100001WrongRows_keepsAHundredProblems() throws Exception {
    String json = "{\"data\":[" + "{\"id\":7},".repeat(100_001) + ROW + "]}";

    OrderList page = codec.read(json.getBytes(StandardCharsets.UTF_8), OrderList::read);

    assertThat(page.data()).hasSize(1);
    assertThat(page.problems()).hasSize(100);
  }

  @Test
  void unknownValues_millionsOfThem_areNotKept() throws Exception {
    String json = "{\"data\":[" + ROW + "],\"new\":[" + "{\"a\":1},".repeat(1_000_000) + "0]}";

    OrderList page = codec.read(json.getBytes(StandardCharsets.UTF_8), OrderList::read);

    assertThat(page.data()).hasSize(1);
    assertThat(page.problems())
        .singleElement()
        .asString()
        .startsWith("new[124999]")
        .contains("there are more than 250000");
  }

  @Test
  void page_of24MiB_isRead() throws Exception {
    int rows = MANY / (ROW.length() + 1);
    byte[] json =
        ("{\"data\":[" + (ROW + ",").repeat(rows) + ROW + "]}").getBytes(StandardCharsets.UTF_8);

    assertThat(codec.read(json, OrderList::read).data()).hasSize(rows + 1);
  }

  @Test
  void event_withAHundredThousandUnknownProperties_isRead() throws Exception {
    StringBuilder json = new StringBuilder("{\"id\":\"evt_1\",\"data\":{");
    for (int i = 0; i < 100_000; i++) {
      json.append("\"p").append(i).append("\":0,");
    }
    json.append("\"id\":\"ord_1\"},\"type\":\"order.failed\",\"created_at\":\"")
        .append("2026-05-08T12:00:00Z\"}");

    WebhookEvent event =
        codec.read(json.toString().getBytes(StandardCharsets.UTF_8), WebhookEvent::read);

    assertThat(event.problems()).isEmpty();
  }
}
