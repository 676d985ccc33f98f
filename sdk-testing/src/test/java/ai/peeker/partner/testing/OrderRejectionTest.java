package ai.peeker.partner.testing;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.model.UnavailableReason;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests the rejections that depend on the domains and on the Smartlead connection. */
class OrderRejectionTest {
  private Scene scene;

  @BeforeEach
  void start() {
    scene = Scene.start();
  }

  @AfterEach
  void stop() {
    scene.close();
  }

  @Test
  void domainForGoogleOnly_orderedForMicrosoft_isNotUsable() throws Exception {
    TestResponse response = scene.client.order(Scene.microsoftBody("shared-domain.com"));

    assertThat(response.json()).isEqualTo(documented("domain_not_usable_for_provider"));
    assertNothingChanged();
  }

  @Test
  void domainForGoogleOnly_orderedForGoogle_isAccepted() throws Exception {
    assertThat(scene.client.order(Scene.googleBody("shared-domain.com")).status()).isEqualTo(200);
  }

  @Test
  void mixedOrder_givesMicrosoftToTheDomainsThatCanHostIt() throws Exception {
    ObjectNode body = Scene.microsoftBody("shared-domain.com", "both.com");
    body.put("microsoft_licenses", 1).put("google_licenses", 2);
    body.put("google_inboxes_per_domain", 2);

    scene.place(body);

    assertThat(scene.domain("shared-domain.com").path("provider").asText()).isEqualTo("google");
    assertThat(scene.domain("both.com").path("provider").asText()).isEqualTo("microsoft");
  }

  @Test
  void domain_whoseImportHasNotCompleted_isNotImported() throws Exception {
    scene.post("/domains/import", "{\"domains\":[\"team-acme.com\"]}");

    TestResponse response = scene.client.order(Scene.googleBody("Team-Acme.com"));

    assertThat(response.errorSummary()).isEqualTo("400 domain_not_imported domains");
    assertThat(response.error().path("details").toString())
        .isEqualTo("{\"domains\":[\"Team-Acme.com\"]}");
    assertThat(scene.peeker.orders().all()).isEmpty();
  }

  @Test
  void domain_whoseImportHasCompleted_isNotRegistered() throws Exception {
    scene.peeker.domains().setUnavailable("team-acme.com", UnavailableReason.TAKEN);
    scene.post("/domains/import", "{\"domains\":[\"team-acme.com\"]}");
    scene.advance(Duration.ofMinutes(5));

    JsonNode order = scene.order(scene.google("team-acme.com"));

    assertThat(order.path("domains").toString())
        .isEqualTo("{\"registered\":[],\"imported\":[\"team-acme.com\"]}");
    // 2 Google licenses and no registration
    assertThat(order.path("costs").path("total_cents").asInt()).isEqualTo(200);
  }

  @Test
  void smartlead_disconnected_isRequired() throws Exception {
    scene.peeker.smartlead().disconnect();

    assertThat(scene.client.order(Scene.googleBody("a.com")).errorSummary())
        .isEqualTo("400 smartlead_connection_required");
    assertNothingChanged();
  }

  @Test
  void smartlead_connectedAgain_isAccepted() throws Exception {
    scene.peeker.smartlead().disconnect();
    scene.peeker.smartlead().connect();

    assertThat(scene.client.order(Scene.googleBody("a.com")).status()).isEqualTo(200);
  }

  @Test
  void smartleadClient_removed_isNotFound() throws Exception {
    scene.peeker.smartlead().removeClient("366903");

    assertThat(scene.client.order(Scene.googleBody("a.com")).errorSummary())
        .isEqualTo("400 smartlead_client_not_found sequencer.client_id");
    assertNothingChanged();
  }

  @Test
  void smartleadClient_removed_leavesOthersAndTheDefaultRoute() throws Exception {
    scene.peeker.smartlead().removeClient("366903");
    ObjectNode other = Scene.googleBody("a.com");
    Fixtures.sequencer(other).put("client_id", 7);
    ObjectNode byDefault = Scene.googleBody("b.com");
    Fixtures.sequencer(byDefault).putNull("client_id");

    assertThat(scene.client.order(other).status()).isEqualTo(200);
    assertThat(scene.client.order(byDefault).status()).isEqualTo(200);
  }

  @Test
  void replay_whileSmartleadIsDisconnected_returnsTheOrder() throws Exception {
    String id = scene.google("a.com");
    scene.peeker.smartlead().disconnect();

    assertThat(scene.google("a.com")).isEqualTo(id);
  }

  @Test
  void rejectedOrder_ofANewUser_doesNotCreateTheUser() throws Exception {
    scene.client.order(Scene.googleBody("taken-domain.com").put("user", "new@acme.com"));

    assertThat(scene.get("/users?email=new@acme.com").data()).isEmpty();
  }

  private static Object documented(String code) {
    return Fixtures.parse(Fixtures.orderPage(code));
  }

  private void assertNothingChanged() throws Exception {
    assertThat(scene.peeker.orders().all()).isEmpty();
    assertThat(scene.get("/domains").data()).isEmpty();
  }
}
