package ai.peeker.partner.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.peeker.partner.model.OrderCosts;
import ai.peeker.partner.model.OrderStatus;
import java.time.OffsetDateTime;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The query of a call. */
class ApiCallQueryTest {
  private static ApiCall.Builder<Object> to(String path) {
    return ApiCall.builder("getThing", "GET", path, RetrySafety.ALWAYS);
  }

  private static ApiCall<Object> built(ApiCall.Builder<Object> builder) {
    return builder.build(in -> String.valueOf(in.any()));
  }

  private static Map.Entry<String, String> entry(String name, String value) {
    return new SimpleImmutableEntry<>(name, value);
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
}
