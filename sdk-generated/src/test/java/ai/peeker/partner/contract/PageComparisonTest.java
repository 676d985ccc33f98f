package ai.peeker.partner.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * For {@code POST /orders}, our document equals the document of the page with two corrections: it
 * allows null where the page uses {@code nullable}, which OpenAPI 3.1 does not define, and the
 * cases of its {@code oneOf} are exclusive. It adds the rules about plans that the page states in
 * prose, the width of each integer, and that strings in a request must not be blank.
 */
class PageComparisonTest {
  private static final JsonNode PAGE = CreateOrderPage.document();
  private static final JsonNode OURS = Contract.at("");
  private static final Schemas PAGE_SCHEMAS = Schemas.of(PAGE);

  private static final String PICTURE = "/properties/personas/items/properties/profile_picture_url";

  @Test
  void request_besidesTheCorrections_isThePages() {
    Set<String> corrections = new TreeSet<>();
    nullable(corrections, "/oneOf/0" + PICTURE);
    nullable(corrections, "/oneOf/1" + PICTURE);
    corrections.add(
        "+ /oneOf/0/propertyNames"
            + " {\"not\":{\"enum\":[\"google_licenses\",\"google_inboxes_per_domain\","
            + "\"microsoft_licenses\",\"microsoft_inboxes_per_domain\"]}}");
    corrections.add("+ /oneOf/1/propertyNames {\"not\":{\"enum\":[\"bundle_id\"]}}");
    corrections.addAll(rulesOfPlans());

    assertThat(difference(CreateOrderPage.REQUEST + "/schema", "OrderRequest"))
        .containsExactlyElementsOf(corrections);
  }

  /** One plan at least, each with licenses and a density. */
  private static List<String> rulesOfPlans() {
    JsonNode custom = OURS.at("/components/schemas/CustomOrderRequest");
    return List.of(
        "+ /oneOf/1/dependentRequired " + custom.get("dependentRequired"),
        "+ /oneOf/1/not " + custom.get("not"),
        "+ /oneOf/1/properties/google_licenses/minimum 1",
        "+ /oneOf/1/properties/microsoft_licenses/minimum 1");
  }

  @Test
  void receipt_besidesTheCorrections_isThePages() {
    Set<String> corrections = new TreeSet<>();
    corrections.add("+ /properties/data/properties/costs/properties/total_cents/format \"int64\"");
    for (String name : List.of("user_id", "email", "bundle_id", "renews_at")) {
      nullable(corrections, "/properties/data/properties/" + name);
    }
    // The page joins an envelope and the order with allOf; ours is one object.
    assertThat(difference(CreateOrderPage.RECEIPT + "/schema", "OrderResponse"))
        .containsExactlyElementsOf(corrections);
  }

  @Test
  void error_isThePages() {
    assertThat(difference(CreateOrderPage.REJECTED + "/schema", "ErrorEnvelope")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/openapi",
        "/info/title",
        "/servers/0/url",
        "/security",
        "/paths/~1orders/post/operationId",
        "/paths/~1orders/post/tags",
        "/paths/~1orders/post/requestBody/required",
        "/components/securitySchemes/BearerAuth/type",
        "/components/securitySchemes/BearerAuth/scheme",
      })
  void fact_aroundTheSchemas_isThePages(String pointer) {
    assertThat(PAGE.at(pointer).isMissingNode()).as("on the page").isFalse();
    assertThat(OURS.at(pointer)).isEqualTo(PAGE.at(pointer));
  }

  @Test
  void statuses_ofThePage_areOurs() {
    Operation ours = Contract.operation("POST", "/orders").orElseThrow();
    PAGE.at("/paths/~1orders/post/responses")
        .fieldNames()
        .forEachRemaining(
            each -> assertThat(ours.responseSchemas()).containsKey(Integer.valueOf(each)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bundle_order", "existing_user_order", "custom_order"})
  void requestExample_ofThePage_isNotValidThere(String name) {
    String example = CreateOrderPage.inDocument(name).toString();

    assertThat(PAGE_SCHEMAS.errors(CreateOrderPage.REQUEST + "/schema", example)).isNotEmpty();
    assertThat(Contract.errors("/components/schemas/OrderRequest", example)).isEmpty();
  }

  @Test
  void correction1_nullWhereThePageSaysNullable_isRejectedThereAndAcceptedHere() {
    String custom = CreateOrderPage.inDocument("custom_order").toString();

    assertThat(PAGE_SCHEMAS.errors(CreateOrderPage.REQUEST + "/schema/oneOf/1", custom))
        .singleElement()
        .asString()
        .contains("profile_picture_url", "null found, string expected");
    assertThat(Contract.errors("/components/schemas/CustomOrderRequest", custom)).isEmpty();
  }

  @Test
  void correction1_nullInTheReceipt_isRejectedThereAndAcceptedHere() {
    String receipt =
        CreateOrderPage.inDocument("new_order")
            .toString()
            .replace("\"usr_01HZX0C6Z3K4M5N6P7Q8R9S0\"", "null");

    assertThat(PAGE_SCHEMAS.errors(CreateOrderPage.RECEIPT + "/schema", receipt))
        .singleElement()
        .asString()
        .contains("user_id", "null found, string expected");
    assertThat(Contract.errors("/components/schemas/OrderResponse", receipt)).isEmpty();
  }

  @Test
  void correction2_bundleOrder_fitsBothCasesThereAndOneHere() {
    String bundle = CreateOrderPage.inDocument("bundle_order").toString();

    assertThat(PAGE_SCHEMAS.errors(CreateOrderPage.REQUEST + "/schema/oneOf/0", bundle)).isEmpty();
    assertThat(PAGE_SCHEMAS.errors(CreateOrderPage.REQUEST + "/schema/oneOf/1", bundle)).isEmpty();
    assertThat(PAGE_SCHEMAS.errors(CreateOrderPage.REQUEST + "/schema", bundle))
        .singleElement()
        .asString()
        .contains("2 are valid with indexes '0, 1'");
    assertThat(Contract.errors("/components/schemas/BundleOrderRequest", bundle)).isEmpty();
    assertThat(Contract.errors("/components/schemas/CustomOrderRequest", bundle)).isNotEmpty();
  }

  @Test
  void correction2_orderOfBothShapes_fitsNoCaseHere() {
    String both =
        CreateOrderPage.inDocument("bundle_order")
            .toString()
            .replaceFirst("\\{", "{\"google_licenses\":20,\"google_inboxes_per_domain\":2,");

    assertThat(Contract.errors("/components/schemas/OrderRequest", both)).isNotEmpty();
  }

  private static Set<String> difference(String pagePointer, String schema) {
    Set<String> difference =
        SchemaFacts.difference(
            SchemaFacts.of(PAGE, pagePointer),
            SchemaFacts.of(OURS, "/components/schemas/" + schema));
    difference.removeIf(each -> each.matches("\\+ .*/(format \"int32\"|pattern \"..S\")"));
    return difference;
  }

  private static void nullable(Set<String> corrections, String place) {
    corrections.add("- " + place + "/nullable true");
    corrections.add("- " + place + "/type [string]");
    corrections.add("+ " + place + "/type [null, string]");
  }
}
