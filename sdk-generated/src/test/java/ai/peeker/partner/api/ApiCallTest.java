package ai.peeker.partner.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.peeker.partner.model.OrderCosts;
import ai.peeker.partner.model.OrderStatus;
import ai.peeker.partner.model.Secret;
import java.time.OffsetDateTime;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiCallTest {
  private static ApiCall.Builder<Object> to(String path) {
    return ApiCall.builder("getThing", "GET", path, RetrySafety.ALWAYS);
  }

  private static ApiCall<Object> built(ApiCall.Builder<Object> builder) {
    return builder.build(in -> String.valueOf(in.any()));
  }

  private static Map.Entry<String, String> entry(String name, String value) {
    return new SimpleImmutableEntry<>(name, value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t\n", ".", ".."})
  void path_thatWouldChangeThePath_isRejected(String value) {
    assertThatThrownBy(() -> to("/things/{id}").path("id", value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            value.isBlank()
                ? "getThing: id must not be blank."
                : "getThing: id must not be \"" + value + "\", which would change the path.");
  }

  @Test
  void path_null_isRejected() {
    assertThatThrownBy(() -> to("/things/{id}").path("id", null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("getThing: id must not be null.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a/b", "../me", "a?b=c", "a#b", "%2e%2e", "a b", "ü", "{id}", "$1", "\\"})
  void path_anyOtherText_isOneSegment(String value) {
    assertThat(built(to("/things/{id}/parts").path("id", value)).pathSegments())
        .containsExactly("things", value, "parts");
  }

  @Test
  void path_valueThatLooksLikeAParameter_staysAsItIs() {
    assertThat(built(to("/a/{x}/{y}").path("x", "{y}").path("y", "{x}")).pathSegments())
        .containsExactly("a", "{y}", "{x}");
  }

  @Test
  void pathSegments_parameterMissing_isRejected() {
    ApiCall<Object> call = built(to("/things/{id}"));

    assertThatThrownBy(call::pathSegments)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("id");
  }

  @Test
  void query_null_isNotSent() {
    assertThat(built(to("/things").query("a", null).queryJoined("b", null)).query()).isEmpty();
  }

  @Test
  void query_values_keepTheirOrder() {
    assertThat(built(to("/things").query("b", 1).query("a", true).query("c", "")).query())
        .containsExactly(entry("b", "1"), entry("a", "true"), entry("c", ""));
  }

  @Test
  void query_list_isOneParameterForEach() {
    assertThat(built(to("/things").query("tag", List.of("x", "y"))).query())
        .containsExactly(entry("tag", "x"), entry("tag", "y"));
  }

  @Test
  void query_listWithNull_leavesItOut() {
    assertThat(built(to("/things").query("tag", Arrays.asList("x", null))).query())
        .containsExactly(entry("tag", "x"));
  }

  @Test
  void queryJoined_list_isOneParameter() {
    assertThat(built(to("/things").queryJoined("tag", List.of("x", "y"))).query())
        .containsExactly(entry("tag", "x,y"));
  }

  @Test
  void encodedQuery_ofAJoinedList_encodesTheContentAndNotTheDelimiter() {
    assertThat(
            built(to("/things").queryJoined("tag", List.of("a.com", "b,c", "d e")).query("x", "1"))
                .encodedQuery())
        .isEqualTo("tag=a.com,b%2Cc,d%20e&x=1");
  }

  @Test
  void encodedQuery_ofAnySign_keepsOnlyTheUnreservedOnes() {
    assertThat(built(to("/things").query("a[b]", "-._~ +*%&=#/?,ü😀")).encodedQuery())
        .isEqualTo("a%5Bb%5D=-._~%20%2B%2A%25%26%3D%23%2F%3F%2C%C3%BC%F0%9F%98%80");
  }

  @Test
  void encodedQuery_withoutParameters_isEmpty() {
    assertThat(built(to("/things")).encodedQuery()).isEmpty();
  }

  @Test
  void encodedQuery_ofACallWithBodyBytes_isKept() {
    ApiCall<Object> call = built(to("/things").query("a", "b c"));

    assertThat(call.withBodyBytes(new byte[0], null).encodedQuery()).isEqualTo("a=b%20c");
  }

  /** Without a value it would be the same request as without the filter. */
  @Test
  void query_listWithoutValues_isRejected() {
    for (List<Object> none : List.of(List.of(), Arrays.<Object>asList(null, null))) {
      assertThatThrownBy(() -> to("/things").query("tag", none))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("getThing: tag must not be empty.");
      assertThatThrownBy(() -> to("/things").queryJoined("tag", none))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("getThing: tag must not be empty.");
    }
  }

  @Test
  void queryJoined_listWithNull_isRejected() {
    assertThatThrownBy(() -> to("/things").queryJoined("tag", Arrays.asList("x", null)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("getThing: tag must not be null.");
  }

  @ParameterizedTest
  @ValueSource(chars = {'\ud800', '\udbff', '\udc00', '\udfff'})
  void string_withAnUnpairedSurrogate_isRejectedByName(char surrogate) {
    String text = "a" + surrogate + "b";

    for (ThrowingCallable setter :
        List.<ThrowingCallable>of(
            () -> to("/things/{id}").path("id", text),
            () -> to("/things").query("id", text),
            () -> to("/things").query("id", List.of("x", text)),
            () -> to("/things").queryJoined("id", List.of("x", text)),
            () -> to("/things").header("id", text))) {
      assertThatThrownBy(setter)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("getThing: id must not contain an unpaired surrogate.");
    }
  }

  @Test
  void queryObject_map_isOneParameterForEachProperty() {
    Map<String, Object> filter = new LinkedHashMap<>();
    filter.put("color", "red");
    filter.put("none", null);
    filter.put("size", Map.of("max", 5));

    assertThat(built(to("/things").queryObject("filter", filter)).query())
        .containsExactly(entry("filter[color]", "red"), entry("filter[size][max]", "5"));
  }

  @Test
  void queryObject_model_isOneParameterForEachProperty() {
    OrderCosts costs = OrderCosts.builder().totalCents(1L).currency("usd").build();

    assertThat(built(to("/things").queryObject("costs", costs)).query())
        .containsExactly(entry("costs[total_cents]", "1"), entry("costs[currency]", "usd"));
  }

  @Test
  void query_enumAndTime_areSentAsInJson() {
    assertThat(
            built(
                    to("/things")
                        .query("status", OrderStatus.CANCEL_SCHEDULED)
                        .query("since", OffsetDateTime.parse("2026-05-08T12:00Z")))
                .query())
        .containsExactly(
            entry("status", "cancel_scheduled"), entry("since", "2026-05-08T12:00:00Z"));
  }

  @Test
  void header_values_areSent() {
    assertThat(
            built(
                    to("/things")
                        .header("A", "x")
                        .header("B", List.of("y", "z"))
                        .header("C", null)
                        .header("D", Secret.of("s")))
                .headers())
        .isEqualTo(Map.of("A", "x", "B", "y,z", "D", "s"));
  }

  @Test
  void required_null_isRejectedByName() {
    assertThatThrownBy(() -> to("/things").required("thing", null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("getThing: thing must not be null.");
  }

  @Test
  void toString_ofACall_showsNoParameter() {
    ApiCall<Object> call =
        built(to("/things/{id}").path("id", "id_4711").query("q", "4711").header("H", "4711"));

    assertThat(call).hasToString("getThing GET /things/{id}");
  }

  @Test
  void call_builderUsedAgainLater_doesNotChange() {
    List<String> tags = new ArrayList<>(List.of("x"));
    ApiCall.Builder<Object> builder = to("/things").query("tag", tags);
    ApiCall<Object> call = built(builder);

    tags.add("y");
    builder.query("tag", "z").header("H", "h");

    assertThat(call.query()).containsExactly(entry("tag", "x"));
    assertThat(call.headers()).isEmpty();
  }

  @Test
  void response_headers_areFoundInAnyLetterCase() {
    ApiResponse<Object> response =
        ApiResponse.of(
            built(to("/things")), 200, Map.of("peeker-REQUEST-id", List.of("req_1")), "5");

    assertThat(response.requestId()).isEqualTo("req_1");
    assertThat(response.header("PEEKER-request-ID")).isEqualTo("req_1");
    assertThat(response.header("Other")).isNull();
    assertThat(response.body()).isEqualTo("5");
  }

  @Test
  void response_asText_showsNoBodyAndNoHeader() {
    ApiResponse<Object> response =
        ApiResponse.of(built(to("/things")), 200, Map.of("X", List.of("4711")), "4711");

    assertThat(response).hasToString("ApiResponse[status=200, requestId=null, attempts=0]");
  }

  @Test
  void replaySafety_ofAMethod_isWhatHttpPromises() {
    assertThat(RetrySafety.of("GET")).isEqualTo(RetrySafety.ALWAYS);
    assertThat(RetrySafety.of("POST")).isEqualTo(RetrySafety.NEVER);
    assertThat(RetrySafety.of("DELETE")).isEqualTo(RetrySafety.NEVER);
  }
}
