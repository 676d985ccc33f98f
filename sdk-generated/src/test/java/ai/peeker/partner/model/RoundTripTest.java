package ai.peeker.partner.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import ai.peeker.partner.contract.Models;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.OffsetDateTime;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Values at the edge of the contract, or beyond it, survive a round trip. */
class RoundTripTest {
  private static final String COSTS = "{\"total_cents\":1,\"currency\":\"usd\",\"tax\":%s}";
  private static final String SUMMARY =
      """
      {"id":"ord_1","user_id":null,"email":null,"status":"%s","domain_count":1,
       "costs":{"total_cents":1,"currency":"usd"},"renews_at":null,"created_at":"%s"}\
      """;
  private static final String NOON = "2026-05-08T12:00:00Z";
  private static final String ERROR =
      "{\"error\":{\"code\":\"%s\",\"message\":\"m\",\"details\":%s}}";

  static Stream<Arguments> probes() {
    return Stream.of(
        argumentSet("unknown enum string", "OrderSummary", SUMMARY.formatted("paused", NOON)),
        argumentSet("empty enum string", "OrderSummary", SUMMARY.formatted("", NOON)),
        argumentSet("enum in other case", "OrderSummary", SUMMARY.formatted("Completed", NOON)),
        argumentSet(
            "unknown enum number",
            "Bundle",
            "{\"id\":\"b\",\"status\":\"active\",\"google_inboxes_per_domain\":4}"),
        argumentSet("unknown error code", "ErrorEnvelope", ERROR.formatted("new_code", "{}")),
        argumentSet("unknown property, string", "OrderCosts", COSTS.formatted("\"x\"")),
        argumentSet("unknown property, empty string", "OrderCosts", COSTS.formatted("\"\"")),
        argumentSet("unknown property, boolean", "OrderCosts", COSTS.formatted("false")),
        argumentSet("unknown property, null", "OrderCosts", COSTS.formatted("null")),
        argumentSet("unknown property, empty object", "OrderCosts", COSTS.formatted("{}")),
        argumentSet("unknown property, empty list", "OrderCosts", COSTS.formatted("[]")),
        argumentSet(
            "unknown property, object with nulls",
            "OrderCosts",
            COSTS.formatted("{\"a\":null,\"b\":[1,null,{\"c\":null}]}")),
        argumentSet("unknown property, 1.10", "OrderCosts", COSTS.formatted("1.10")),
        argumentSet("unknown property, 1E+2", "OrderCosts", COSTS.formatted("1E+2")),
        argumentSet(
            "unknown property, 64 bits", "OrderCosts", COSTS.formatted("9223372036854775807")),
        argumentSet(
            "unknown property, past 64 bits",
            "OrderCosts",
            COSTS.formatted("123456789012345678901234567890")),
        argumentSet("client_id number", "Sequencer", Samples.sequencer("366903")),
        argumentSet("client_id zero", "Sequencer", Samples.sequencer("0")),
        argumentSet("client_id negative", "Sequencer", Samples.sequencer("-1")),
        argumentSet("client_id 64 bits", "Sequencer", Samples.sequencer("9007199254740993")),
        argumentSet("client_id 1.10", "Sequencer", Samples.sequencer("1.10")),
        argumentSet("client_id string", "Sequencer", Samples.sequencer("\"366903\"")),
        argumentSet("client_id empty string", "Sequencer", Samples.sequencer("\"\"")),
        argumentSet("client_id null", "Sequencer", Samples.sequencer("null")),
        argumentSet("client_id of another kind", "Sequencer", Samples.sequencer("{\"a\":true}")),
        argumentSet("domains none", "OrderRequest", Samples.bundleOrder("[]")),
        argumentSet(
            "domains strings", "OrderRequest", Samples.bundleOrder("[\"a.com\",\"b.com\"]")),
        argumentSet(
            "domains objects",
            "OrderRequest",
            Samples.bundleOrder(
                "[{\"domain\":\"a.com\"},{\"domain\":\"b.com\",\"forwarding_url\":\"https://b\"}]")),
        argumentSet(
            "domains mixed",
            "OrderRequest",
            Samples.bundleOrder("[\"a.com\",{\"domain\":\"b.com\",\"x\":null}]")),
        argumentSet(
            "domains of another kind", "OrderRequest", Samples.bundleOrder("[5,[\"a.com\"]]")),
        argumentSet("picture null", "Persona", Samples.persona("null")),
        argumentSet("picture empty", "Persona", Samples.persona("\"\"")),
        argumentSet("picture string", "Persona", Samples.persona("\"https://a/b.png\"")),
        argumentSet("patch of nothing", "UpdateUserRequest", "{}"),
        argumentSet("patch to null", "UpdateUserRequest", "{\"first_name\":null}"),
        argumentSet("patch to string", "UpdateUserRequest", "{\"first_name\":\"Sam\"}"),
        argumentSet(
            "patch of several",
            "UpdateBundleRequest",
            "{\"google_percent\":null,\"microsoft_percent\":null,\"name\":\"n\"}"),
        argumentSet(
            "null where the contract allows only absence",
            "Bundle",
            "{\"id\":\"b\",\"status\":\"active\",\"name\":null,\"effective\":null}"),
        argumentSet(
            "64-bit number",
            "Bundle",
            "{\"id\":\"b\",\"status\":\"active\",\"monthly_sending_volume\":9007199254740993}"),
        argumentSet("details absent", "ApiError", "{\"code\":\"forbidden\",\"message\":\"m\"}"),
        argumentSet("details empty", "ErrorEnvelope", ERROR.formatted("forbidden", "{}")),
        argumentSet("details null", "ErrorEnvelope", ERROR.formatted("forbidden", "null")),
        argumentSet(
            "details of any kind",
            "ErrorEnvelope",
            ERROR.formatted("forbidden", "{\"n\":1.10,\"l\":[null,\"x\"],\"o\":{\"p\":null}}")),
        argumentSet(
            "time with offset",
            "OrderSummary",
            SUMMARY.formatted("failed", "2026-05-08T14:00:00+02:00")),
        argumentSet(
            "time with microseconds",
            "OrderSummary",
            SUMMARY.formatted("failed", "2026-05-08T12:00:00.123456Z")),
        argumentSet("order of neither shape", "OrderRequest", "{\"reseller\":true}"),
        argumentSet("order that is a string", "OrderRequest", "\"later\""),
        argumentSet(
            "unknown event", "WebhookEvent", "{\"type\":\"order.paused\",\"data\":{\"x\":null}}"),
        argumentSet("event without a type", "WebhookEvent", "{\"id\":\"evt_1\"}"),
        argumentSet(
            "name servers of any layout",
            "NameserverGroup",
            "{\"nameservers\":[\"a\",{\"b\":1}],\"domains\":null,\"zone\":{\"id\":7}}"));
  }

  @ParameterizedTest
  @MethodSource("probes")
  void probe_throughTheModel_comesBack(String schema, String json) {
    JsonModel model = (JsonModel) Models.read(schema, json);

    assertThat(Models.tree(Models.text(model.toJson()))).isEqualTo(Models.tree(json));
  }

  @ParameterizedTest
  @MethodSource("probes")
  void probe_throughAnyObjectMapper_comesBack(String schema, String json) {
    String written = Models.throughJackson(schema, json);

    assertThat(Models.tree(written).equals(RoundTripTest::compare, Models.tree(json)))
        .as(written)
        .isTrue();
  }

  /** Numbers are equal by value: 1E+2 and 100. */
  private static int compare(JsonNode one, JsonNode other) {
    return one.isNumber() && other.isNumber()
        ? one.decimalValue().compareTo(other.decimalValue())
        : one.equals(other) ? 0 : 1;
  }

  @ParameterizedTest
  @MethodSource("probes")
  void probe_throughToJsonAndBack_isEqual(String schema, String json) {
    JsonModel model = (JsonModel) Models.read(schema, json);

    assertThat(Models.read(Models.type(schema), model.toJson()))
        .isEqualTo(model)
        .hasSameHashCodeAs(model);
  }

  @ParameterizedTest
  @MethodSource("probes")
  void probe_toString_hidesThePassword(String schema, String json) {
    assertThat(Models.read(schema, json).toString()).doesNotContain(Samples.PASSWORD);
  }

  @Test
  void patch_ofNothingAndToNull_differ() {
    assertThat(Models.read("UpdateUserRequest", "{}"))
        .isNotEqualTo(Models.read("UpdateUserRequest", "{\"first_name\":null}"));
  }

  @Test
  void patch_toNull_saysThatItIsThere() {
    UpdateUserRequest patch = UpdateUserRequest.builder().firstName(null).build();

    assertThat(patch.firstName()).isNull();
    assertThat(patch.hasFirstName()).isTrue();
    assertThat(patch.hasLastName()).isFalse();
    assertThat(Models.text(patch.toJson())).isEqualTo("{\"first_name\":null}");
  }

  @Test
  void time_ofOtherSpelling_keepsTheMoment() {
    OrderSummary order =
        OrderSummary.fromJson(
            Models.plain(SUMMARY.formatted("failed", "2026-05-08T12:00:00.000+00:00")));

    assertThat(order.createdAt()).isEqualTo(OffsetDateTime.parse(NOON));
  }

  @Test
  void toJson_ofAnOrder_hasTheOrderOfTheContract() {
    assertThat(Models.text(Samples.bundleOrder().toJson()))
        .isEqualTo(
            "{\"user\":\"client@example.com\",\"bundle_id\":\"bun_123\",\"sequencer\":{"
                + "\"provider\":\"smartlead\",\"client_id\":366903,"
                + "\"login_email\":\"login@example.com\","
                + "\"login_password\":\"marker-password-4711\"},"
                + "\"domains\":[\"domain-01.com\"],\"personas\":[{\"first_name\":\"Sam\","
                + "\"last_name\":\"Lee\",\"profile_picture_url\":null}]}");
  }
}
