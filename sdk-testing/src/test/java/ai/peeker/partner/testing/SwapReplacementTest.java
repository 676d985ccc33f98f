package ai.peeker.partner.testing;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.model.UnavailableReason;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests the domain that a swap puts on the order, and what prevents it. */
class SwapReplacementTest {
  private Scene scene;
  private String order;
  private String domainId;

  @BeforeEach
  void start() throws Exception {
    scene = Scene.start();
    order = scene.completed(Scene.googleBody("old.com", "other.com"));
    domainId = scene.domain("old.com").path("id").asText();
  }

  @AfterEach
  void stop() {
    scene.close();
  }

  @Test
  void completedSwap_putsTheOldDomainIntoTheInventory() throws Exception {
    scene.peeker.swaps().complete(scene.swapId("standard", domainId, "new.com"));

    JsonNode old = scene.domain("old.com");
    assertThat(old.path("id").asText()).isEqualTo(domainId);
    assertThat(old.path("category").asText()).isEqualTo("inventory");
    assertThat(old.path("status").asText()).isEqualTo("available");
    assertThat(old.has("order_id")).isFalse();
    assertThat(scene.client.order(Scene.googleBody("old.com")).status()).isEqualTo(200);
  }

  @Test
  void replacement_inTheInventory_isUsed() throws Exception {
    String spare = scene.peeker.domains().add("spare.com").id();

    scene.peeker.swaps().complete(scene.swapId("standard", domainId, "spare.com"));

    assertThat(scene.domain("spare.com").path("id").asText()).isEqualTo(spare);
    assertThat(scene.texts(scene.order(order).path("domains").path("imported")))
        .containsExactly("spare.com");
  }

  @Test
  void replacement_hasTheForwardingUrlOfTheOldDomain() throws Exception {
    scene.completed(Scene.googleBody("f.com").put("forwarding_url", "https://acme.com/hello"));

    scene.peeker.swaps().complete(scene.swapId("standard", scene.domainId("f.com"), "new.com"));

    assertThat(scene.domain("new.com").path("forwarding_url").asText())
        .isEqualTo("https://acme.com/hello");
  }

  @Test
  void replacement_takenByOthers_requiresAction() throws Exception {
    scene.peeker.domains().setUnavailable("theirs.com", UnavailableReason.TAKEN);
    String id = scene.swapId("standard", domainId, "theirs.com");

    scene.advance(Duration.ofHours(1));

    assertThat(scene.swapStatus(id)).isEqualTo("action_required");
    assertThat(scene.peeker.orders().get(order).domains()).contains("old.com");
  }

  @Test
  void replacement_importedMeanwhile_letsTheSwapGoOn() throws Exception {
    scene.peeker.domains().setUnavailable("theirs.com", UnavailableReason.TAKEN);
    String id = scene.swapId("standard", domainId, "theirs.com");
    scene.advance(Duration.ofMinutes(1));

    scene.post("/domains/import", "{\"domains\":[\"theirs.com\"]}");
    scene.advance(Duration.ofMinutes(5));
    assertThat(scene.swapStatus(id)).isEqualTo("in_progress");
    scene.advance(Duration.ofMinutes(10));

    assertThat(scene.swapStatus(id)).isEqualTo("completed");
  }

  @Test
  void replacement_onAnActiveOrder_isRejected() throws Exception {
    TestResponse response = scene.swap("standard", domainId, "Other.com");

    assertThat(response.errorSummary()).isEqualTo("400 domain_already_in_active_order");
    assertThat(response.error().path("details").toString())
        .isEqualTo("{\"domains\":[\"Other.com\"]}");
  }

  @Test
  void replacement_premium_isRejected() throws Exception {
    assertThat(scene.swap("standard", domainId, "premium-domain.com").errorSummary())
        .isEqualTo("400 premium_domain_not_supported replacement_domain");
  }

  @Test
  void replacement_premiumAndImported_isRejected() throws Exception {
    scene.peeker.domains().add("premium-domain.com");

    assertThat(scene.swap("standard", domainId, "premium-domain.com").errorSummary())
        .isEqualTo("400 premium_domain_not_supported replacement_domain");
  }

  @Test
  void replacement_notUsableForTheProvider_isRejected() throws Exception {
    scene.completed(Scene.microsoftBody("ms.com"));
    String id = scene.domain("ms.com").path("id").asText();

    TestResponse response = scene.swap("standard", id, "shared-domain.com");

    assertThat(response.errorSummary())
        .isEqualTo("400 domain_not_usable_for_provider replacement_domain");
    assertThat(response.error().path("details").toString())
        .isEqualTo(
            "{\"domain\":\"shared-domain.com\",\"provider\":\"microsoft\","
                + "\"usable_for\":[\"google\"]}");
  }

  @Test
  void replacement_ofASwapInProgress_isNotFree() throws Exception {
    scene.swapId("standard", domainId, "new.com");
    scene.advance(Duration.ofMinutes(1));

    assertThat(scene.client.order(Scene.googleBody("new.com")).errorSummary())
        .isEqualTo("400 domain_already_in_active_order");
  }

  @Test
  void replacement_ofASwapThatWaits_isInTheInventoryUntilItIsResolved() throws Exception {
    String id = scene.swapId("standard", domainId, "new.com");
    scene.advance(Duration.ofMinutes(1));
    scene.peeker.swaps().requireAction(id);
    assertThat(scene.domain("new.com").path("category").asText()).isEqualTo("inventory");

    scene.peeker.swaps().resolve(id);

    assertThat(scene.domain("new.com").path("order_id").asText()).isEqualTo(order);
  }

  @Test
  void importOfAnotherDomain_leavesTheSwapWaiting() throws Exception {
    scene.peeker.domains().setUnavailable("theirs.com", UnavailableReason.TAKEN);
    String id = scene.swapId("standard", domainId, "theirs.com");
    scene.advance(Duration.ofMinutes(1));

    scene.post("/domains/import", "{\"domains\":[\"elsewhere.com\"]}");
    scene.advance(Duration.ofMinutes(6));

    assertThat(scene.swapStatus(id)).isEqualTo("action_required");
  }
}
