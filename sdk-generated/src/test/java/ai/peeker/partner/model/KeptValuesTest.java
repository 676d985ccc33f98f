package ai.peeker.partner.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Values outside the contract are kept as they came, written back, and never invented. */
class KeptValuesTest {
  private static final String MANY = "[" + "0,".repeat(250_000) + "0]";

  private static <T> T read(String json, ValueReader<T> reader) throws IOException {
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      return JsonReader.lenient(parser).root(reader);
    }
  }

  @Test
  void unknownProperties_afterTooMany_areNotWrittenAsNull() throws Exception {
    OrderCosts costs =
        read(
            "{\"total_cents\":1,\"currency\":\"usd\",\"many\":" + MANY + ",\"after\":1}",
            OrderCosts::read);

    assertThat(costs.additionalProperties()).doesNotContainKey("after");
    assertThat(costs.toJson()).doesNotContainKey("after").containsEntry("total_cents", 1L);
    assertThat(costs.problems())
        .extracting(JsonProblem::reason)
        .first()
        .asString()
        .contains("250000");
  }

  @Test
  void unknownEvent_withTooManyValues_hasNoInventedNull() throws Exception {
    WebhookEvent event =
        read("{\"type\":\"new.event\",\"many\":" + MANY + ",\"after\":1}", WebhookEvent::read);

    assertThat(event).isInstanceOf(WebhookEvent.Unknown.class);
    assertThat(event.additionalProperties()).containsKey("type").doesNotContainKey("after");
  }

  @Test
  void toBuilder_keepsWhatCouldNotBeRead() throws Exception {
    Swap swap = read("{\"id\":\"1\",\"status\":\"a\",\"domain_id\":7}", Swap::read);

    Swap changed = swap.toBuilder().status(SwapStatus.COMPLETED).build();

    assertThat(changed.toJson()).containsEntry("domain_id", 7).containsEntry("status", "completed");
    assertThat(changed.problems()).isEqualTo(swap.problems());
    assertThat(swap.toBuilder().build()).isEqualTo(swap).hasSameHashCodeAs(swap);
    assertThat(new ObjectMapper().writeValueAsString(changed)).contains("\"domain_id\":7");
  }

  @Test
  void toBuilder_settingWhatCouldNotBeRead_replacesIt() throws Exception {
    Swap swap = read("{\"id\":\"1\",\"status\":\"a\",\"domain_id\":7,\"type\":8}", Swap::read);

    Swap changed = swap.toBuilder().domainId("dom_1").build();

    assertThat(changed.toJson()).containsEntry("domain_id", "dom_1").containsEntry("type", 8);
    assertThat(changed.problems()).extracting(JsonProblem::path).containsExactly("type");
    assertThat(swap.toBuilder().domainId(null).build().toJson()).containsEntry("domain_id", null);
  }

  @Test
  void toBuilder_settingARequiredPropertyToNull_replacesWhatWasMissingOrUnreadable()
      throws Exception {
    String names = "{\"first_name\":\"A\",\"last_name\":\"B\"";
    for (String json : List.of(names + "}", names + ",\"profile_picture_url\":5}")) {
      Persona persona = read(json, Persona::read);

      Persona mended = persona.toBuilder().profilePictureUrl(null).build();

      assertThat(mended.toJson()).containsEntry("profile_picture_url", null);
      assertThat(mended.problems()).isEmpty();
      assertThat(persona.toBuilder().build().toJson()).isEqualTo(persona.toJson());
    }
  }

  @Test
  void toBuilder_ofMoreThanAHundredUnreadableValues_keepsTheOthersInEveryForm() throws Exception {
    String users = "[" + "7,".repeat(149) + "7]";
    String json = "{\"id\":\"o\",\"status\":\"a\",\"users\":" + users + ",\"personas\":{\"a\":1}}";

    OrderDetails order = read(json, OrderDetails::read).toBuilder().users(List.of()).build();

    assertThat(order.toJson()).containsEntry("personas", Map.of("a", 1));
    assertThat(new ObjectMapper().writeValueAsString(order)).contains("\"personas\":{\"a\":1}");
    assertThat(order.toBuilder().status(OrderStatus.of("b")).build().toJson())
        .containsEntry("personas", Map.of("a", 1));
  }

  @Test
  void toBuilder_ofAPageWithAnUnreadableRow_keepsItUnlessTheRowsAreReplaced() throws Exception {
    String json = "{\"data\":[{\"id\":\"1\",\"status\":\"b\"},7]}";
    SwapList page = read(json, SwapList::read);

    assertThat(page.toBuilder().additionalProperty("x", 1).build().toJson().get("data"))
        .isEqualTo(List.of(Map.of("id", "1", "status", "b"), 7));
    assertThat(page.toBuilder().data(page.data()).build().toJson().get("data"))
        .isEqualTo(List.of(Map.of("id", "1", "status", "b")));
  }

  @Test
  void pageBuiltWithAnUnreadableRow_writesTheRowBackAsItCame() throws Exception {
    Swap row = read("{\"id\":\"1\",\"status\":\"a\",\"domain_id\":7}", Swap::read);
    SwapList page = SwapList.builder().data(List.of(row)).build();

    assertThat(page.data().get(0).problems()).hasSize(1);
    assertThat(page.toJson().get("data")).isEqualTo(List.of(row.toJson()));
    assertThat(new ObjectMapper().writeValueAsString(page)).contains("\"domain_id\":7");
  }

  @Test
  void byteArray_changedByItsOwnerLater_doesNotChangeTheModel() {
    byte[] bytes = {1, 2, 3};
    OrderCosts costs =
        OrderCosts.builder().totalCents(1).currency("usd").additionalProperty("raw", bytes).build();
    bytes[0] = 9;

    assertThat(costs.toJson()).containsEntry("raw", "AQID");
    assertThat(costs.additionalProperties()).containsEntry("raw", "AQID");
  }

  @Test
  void absentRenewal_isNotWrittenBackAsNull() throws Exception {
    String json = "{\"id\":\"o\",\"status\":\"active\",\"user_id\":null}";
    OrderSummary order = read(json, OrderSummary::read);

    assertThat(order.renewsAt()).isNull();
    assertThat(order.toJson()).doesNotContainKey("renews_at");
    assertThat(read(json.replace("}", ",\"renews_at\":null}"), OrderSummary::read).toJson())
        .containsEntry("renews_at", null);
    assertThat(order.toBuilder().renewsAt(null)).isNotNull();
  }

  @Test
  void absentRenewal_isEqualToNull() throws Exception {
    String json = "{\"id\":\"o\",\"status\":\"active\",\"user_id\":null}";
    OrderSummary absent = read(json, OrderSummary::read);
    OrderSummary isNull = read(json.replace("}", ",\"renews_at\":null}"), OrderSummary::read);

    assertThat(absent).isEqualTo(isNull).hasSameHashCodeAs(isNull);
    assertThat(isNull).isEqualTo(absent);
    assertThat(absent)
        .isNotEqualTo(
            read(
                json.replace("}", ",\"renews_at\":\"2026-06-08T00:00:00Z\"}"), OrderSummary::read));
  }

  @Test
  void enumeration_ofTheWrongKind_isNamedByAMapper() {
    assertThatThrownBy(() -> new ObjectMapper().readValue("7", OrderStatus.class))
        .hasMessageContaining("OrderStatus: must be a string, not a number");
  }
}
