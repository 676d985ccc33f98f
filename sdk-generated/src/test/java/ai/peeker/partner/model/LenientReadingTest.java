package ai.peeker.partner.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A lenient reader loses nothing, and invents nothing. */
class LenientReadingTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private static <T> T read(String json, ValueReader<T> reader) throws IOException {
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      return JsonReader.lenient(parser).root(reader);
    }
  }

  @Test
  void rows_withMoreProblemsThanAreListed_inventNoValue() throws Exception {
    String row = "{\"id\":\"o\",\"status\":\"failed\",\"domain_count\":\"12\"}";
    OrderList page = read("{\"data\":[" + (row + ",").repeat(149) + row + "]}", OrderList::read);
    OrderSummary last = page.data().get(149);

    assertThat(page.problems()).hasSize(100);
    assertThatThrownBy(last::domainCount).hasMessageContaining("domain_count must be a number");
    assertThatThrownBy(last::costs).hasMessageContaining("costs is missing");
    assertThat(last.toJson()).containsEntry("domain_count", "12").doesNotContainKey("costs");
    assertThat(
            MAPPER.readTree(MAPPER.writeValueAsBytes(page)).at("/data/149/domain_count").asText())
        .isEqualTo("12");
  }

  @Test
  void rows_thatAreLeftOut_areWrittenBackInTheirPlaces() throws Exception {
    String json =
        "{\"data\":[{\"status\":\"a\"},{\"id\":\"1\",\"status\":\"b\"},7,{\"id\":\"2\",\"status\":\"c\"},[]]}";
    SwapList page = read(json, SwapList::read);

    assertThat(page.data()).extracting(Swap::id).containsExactly("1", "2");
    assertThat(MAPPER.readTree(MAPPER.writeValueAsBytes(page))).isEqualTo(MAPPER.readTree(json));
  }

  @Test
  void number_missing_isNotInventedByABuilder() throws Exception {
    OrderCosts costs = read("{\"currency\":\"usd\"}", OrderCosts::read);

    assertThatThrownBy(() -> costs.toBuilder().build())
        .isInstanceOf(InvalidModelException.class)
        .hasMessage("OrderCosts: total_cents is missing");
    assertThat(costs.property("total_cents")).isNull();
    assertThat(costs.toString()).contains("totalCents=null");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"id\":\"1\",\"id\":\"1\",\"status\":\"a\"}",
        "{\"id\":7,\"id\":\"1\",\"status\":\"a\"}",
        "{\"id\":\"1\",\"domain_id\":null,\"domain_id\":\"d\",\"status\":\"a\"}",
        "{\"id\":\"1\",\"domain_id\":null,\"domain_id\":null,\"status\":\"a\"}",
        "{\"id\":\"1\",\"status\":\"a\",\"new\":null,\"new\":null}"
      })
  void property_twice_isMalformed(String json) {
    assertThatThrownBy(() -> read(json, Swap::read)).isInstanceOf(JsonParseException.class);
  }

  @Test
  void discriminator_thatComesLate_isFound() throws Exception {
    WebhookEvent event =
        read(
            "{\"data\":{\"id\":\"ord_1\",\"domain_count\":\"x\"},\"new\":[{}],\"id\":\"evt_1\","
                + "\"created_at\":\"2026-05-08T12:00:00Z\",\"type\":\"order.failed\"}",
            WebhookEvent::read);

    assertThat(event).isInstanceOf(OrderFailedEvent.class);
    assertThat(((OrderFailedEvent) event).data().id()).isEqualTo("ord_1");
    assertThat(event.problems()).extracting(JsonProblem::path).containsExactly("data.domain_count");
    assertThat(event.additionalProperties()).containsEntry("new", List.of(Map.of()));
  }

  @Test
  void values_withTheSameProblems_areEqualWhateverTheirOrder() throws Exception {
    Swap one = read("{\"id\":\"1\",\"status\":\"a\",\"type\":5,\"domain_id\":6}", Swap::read);
    Swap other = read("{\"domain_id\":6,\"type\":5,\"status\":\"a\",\"id\":\"1\"}", Swap::read);

    assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"2026-05-08T12:00:00+01:00:30", "2026-05-08T12:00Z", "+12026-05-08T12:00:00Z"})
  void date_inAFormOfJava_isRead(String date) throws Exception {
    Swap swap = read("{\"id\":\"1\",\"status\":\"a\",\"created_at\":\"" + date + "\"}", Swap::read);

    assertThat(swap.createdAt()).isEqualTo(java.time.OffsetDateTime.parse(date));
    assertThat(Swap.fromJson(swap.toJson())).isEqualTo(swap);
  }

  @ParameterizedTest
  @ValueSource(strings = {"9007199254740993", "366903", "0.12345678901234567890123"})
  void number_convertedByAMapper_keepsItsDigits(BigDecimal number) {
    assertThat(MAPPER.valueToTree(SequencerClientId.of(number)).decimalValue())
        .isEqualByComparingTo(number);
  }

  @Test
  void notANumber_readByAMapperThatPermitsIt_isRejectedByName() {
    assertThatThrownBy(
            () ->
                OrderCosts.fromJson(Map.of("total_cents", 1, "currency", "usd", "tax", Double.NaN)))
        .isInstanceOf(InvalidModelException.class)
        .hasMessage("OrderCosts: tax must be a finite number, not NaN");
  }
}
