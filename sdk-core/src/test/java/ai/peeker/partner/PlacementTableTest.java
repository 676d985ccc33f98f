package ai.peeker.partner;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.call.PendingOrder;
import ai.peeker.partner.call.RetryPolicy;
import ai.peeker.partner.contract.CheckedServer;
import ai.peeker.partner.error.ApiException;
import ai.peeker.partner.model.ErrorCode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each response means for an order that was never sent, and for one that may have been. */
class PlacementTableTest extends OrderResumeFixture {
  private static final String NONE = "-";

  // status, code of the error ("-" for a response without one), never sent, perhaps sent
  private static final String TABLE =
      """
      400 invalid_request Refused Open
      400 order_shape_conflict Refused Open
      400 domain_count_mismatch Refused Open
      400 domains_not_submittable Refused Open
      400 domain_not_usable_for_provider Refused Open
      400 domain_already_in_active_order Refused Open
      400 provider_not_supported Refused Open
      400 smartlead_connection_required Refused Open
      400 smartlead_client_not_found Refused Open
      400 domain_not_imported Refused Open
      400 premium_domain_not_supported Refused Open
      400 a_code_of_tomorrow Refused Open
      404 not_found Refused Open
      409 domain_already_in_active_order Refused Open
      422 invalid_request Refused Open
      401 unauthorized Later Open
      401 - Later Open
      403 forbidden Later Open
      403 - Later Open
      429 rate_limited Later Open
      429 cloudflare_account_capacity Later Open
      429 - Later Open
      400 - Later Open
      402 - Later Open
      404 - Later Open
      405 - Later Open
      407 - Later Open
      411 - Later Open
      413 - Later Open
      414 - Later Open
      415 - Later Open
      421 - Later Open
      425 - Later Open
      431 - Later Open
      451 - Later Open
      408 - Open Open
      460 - Open Open
      499 - Open Open
      400 internal_error Open Open
      408 invalid_request Open Open
      500 internal_error Open Open
      500 - Open Open
      502 - Open Open
      503 rate_limited Open Open
      504 - Open Open
      520 - Open Open
      301 - Open Open
      307 - Open Open
      200 - Open Open
      204 - Open Open
      """;

  private final PeekerClient client = builder().retryPolicy(RetryPolicy.none()).build();

  static Stream<List<String>> table() {
    return TABLE.lines().map(line -> List.of(line.split(" ")));
  }

  @ParameterizedTest
  @MethodSource("table")
  void response_toAnOrder_meansThis(List<String> row) {
    int status = Integer.parseInt(row.get(0));

    assertThat(placed(status, row.get(1), begun())).isEqualTo(row.get(2));
    PendingOrder stored = PendingOrder.parse(begun().serialize());
    assertThat(placed(status, row.get(1), stored)).isEqualTo(row.get(3));
  }

  private PendingOrder begun() {
    return client.orders().prepareForQueue(Samples.bundleOrder()).begun(HandTime.START);
  }

  /** Also checks what is to be stored: begun exactly if it may have been placed. */
  private String placed(int status, String code, PendingOrder pending) {
    server.answerUnchecked(CheckedServer.json(status, Map.of(), body(code)));
    Placement placement = client.orders().place(pending);
    if (placement instanceof Placement.Later later) {
      assertThat(later.pending().isBegun()).isFalse();
      assertThat(PendingOrder.parse(later.pending().serialize()).neverSent()).isTrue();
    }
    if (placement instanceof Placement.Open open) {
      assertThat(open.pending()).isEqualTo(pending);
      assertThat(pending.neverSent()).isFalse();
    }
    assertThat(placement.isFinal()).isEqualTo(placement instanceof Placement.Refused);
    return placement.getClass().getSimpleName();
  }

  private static String body(String code) {
    return switch (code) {
      case NONE -> "";
      case "cloudflare_account_capacity" ->
          "{\"error\":{\"code\":\"rate_limited\",\"message\":\"m\",\"details\":{\"reason\":\"%s\"}}}"
              .formatted(code);
      default -> "{\"error\":{\"code\":\"%s\",\"message\":\"m\"}}".formatted(code);
    };
  }

  @Test
  void table_hasEachCodeOfTheContract() {
    Set<String> codes = table().map(row -> row.get(1)).collect(Collectors.toSet());

    assertThat(ErrorCode.knownValues()).extracting(ErrorCode::value).isSubsetOf(codes);
  }

  @Test
  void errorOfAProxy_isNotOneOfTheApi() {
    server.answerUnchecked(CheckedServer.json(404, Map.of(), "{\"error\":\"not_found\"}"));

    Placement.Later later = (Placement.Later) client.orders().place(begun());

    assertThat(((ApiException) later.failure()).hasErrorBody()).isFalse();
  }
}
