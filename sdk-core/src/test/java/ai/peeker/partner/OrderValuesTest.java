package ai.peeker.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.peeker.partner.error.InvalidRequestException;
import ai.peeker.partner.internal.json.JsonCodec;
import ai.peeker.partner.order.Order;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers and strings of an order that are read, written and read again. */
class OrderValuesTest {
  private static final String SEQUENCER =
      "{\"provider\":\"smartlead\",\"client_id\":366903,"
          + "\"login_email\":\"smartlead-login@example.com\",\"login_password\":\"pass-8421\"";

  private static com.fasterxml.jackson.databind.JsonNode wire(Order order) {
    byte[] bytes = new JsonCodec().write(order.toRequest().toJson());
    return Samples.tree(new String(bytes, StandardCharsets.UTF_8));
  }

  @Test
  void parse_astronomicNumber_isRejectedAtOnce() {
    String json = Samples.page("custom_order", Map.of("google_licenses", "1e999999999"));

    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(5),
        () ->
            assertThatThrownBy(() -> Orders.parse(json))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("google_licenses"));
  }

  @Test
  void parse_numberThatCannotBeWritten_isRejected() {
    String json =
        Samples.page(
            "bundle_order", Map.of("sequencer", SEQUENCER.replace("366903", "1e99999999") + "}"));

    assertThatThrownBy(() -> Orders.parse(json))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("sequencer.client_id");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\ud800", "\\ud800", "\udfff", "\\udc00x"})
  void parse_unpairedSurrogateInThePassword_isRejectedByName(String surrogate) {
    String json = Samples.page("bundle_order").replace("secret-password", "8421" + surrogate);

    assertThatThrownBy(() -> Orders.parse(json))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessage(
            "sequencer.login_password must not contain an unpaired surrogate. Nothing was sent.");
  }

  @Test
  void parse_surrogatePairInAName_isKept() {
    String json = Samples.page("bundle_order").replace("\"Sam\"", "\"S\ud83d\ude00m\"");

    assertThat(Orders.parse(json).personas().get(0).firstName()).isEqualTo("S\ud83d\ude00m");
  }

  /** The bound is the same when the order is built, written and read again. */
  @ParameterizedTest
  @ValueSource(strings = {"1e999", "-1e998", "1e-998", "12345.678", "0"})
  void clientId_withinTheBound_isReadAgainFromTheBytesSent(String number) {
    Order order = Orders.parse(withClientId(number));
    byte[] bytes = new JsonCodec().write(order.toRequest().toJson());

    assertThat(Orders.parse(new String(bytes, StandardCharsets.UTF_8))).isEqualTo(order);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e1000", "-1e1000", "1e-1000", "1e99999", "1.5e-99999"})
  void clientId_beyondTheBound_isRejectedAtOnce(String number) {
    assertThatThrownBy(() -> Orders.parse(withClientId(number)))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessage(
            "sequencer.client_id has too many digits (expected at most 1000). Nothing was sent.");
  }

  private static String withClientId(String number) {
    return Samples.page("bundle_order", Map.of("sequencer", SEQUENCER.replace("366903", "0") + "}"))
        .replace("\"client_id\":0", "\"client_id\":" + number);
  }

  @ParameterizedTest
  @ValueSource(strings = {"366903", "\"366903\"", "\"\"", "null", "12345678901234567890"})
  void parse_documentedClientId_isKept(String clientId) {
    String json =
        Samples.page(
            "bundle_order", Map.of("sequencer", SEQUENCER.replace("366903", clientId) + "}"));

    assertThat(wire(Orders.parse(json))).isEqualTo(Samples.tree(json));
  }
}
