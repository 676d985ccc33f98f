package ai.peeker.partner.testing;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.model.PendingAction;
import ai.peeker.partner.model.PendingActionReason;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests the rows of {@code GET /domains} that orders change. */
class DomainsOfOrdersTest {
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
  void domain_ofANewOrder_isConnectedAndInProgress() throws Exception {
    String order = scene.google("A.com");

    JsonNode domain = scene.domain("a.com");
    assertThat(domain.path("category").asText()).isEqualTo("connected");
    assertThat(domain.path("status").asText()).isEqualTo("in_progress");
    assertThat(domain.path("provider").asText()).isEqualTo("google");
    assertThat(domain.path("order_id").asText()).isEqualTo(order);
    assertThat(domain.path("user_id").asText()).isEqualTo("usr_01HZX0C6Z3K4M5N6P7Q8R9S0");
    assertThat(domain.path("created_at").asText()).isEqualTo("2026-05-08T12:00:00Z");
  }

  @Test
  void forwardingUrl_isThatOfTheDomainOrOfTheOrder() throws Exception {
    ObjectNode body = Scene.googleBody("a.com", "b.com").put("forwarding_url", "https://acme.com");
    Fixtures.domains(body).remove(1);
    Fixtures.domains(body)
        .addObject()
        .put("domain", "b.com")
        .put("forwarding_url", "https://shop.acme.com");

    scene.place(body);

    assertThat(scene.domain("a.com").path("forwarding_url").asText()).isEqualTo("https://acme.com");
    assertThat(scene.domain("b.com").path("forwarding_url").asText())
        .isEqualTo("https://shop.acme.com");
  }

  @Test
  void domain_ofACompletedOrder_isActive() throws Exception {
    scene.google("a.com");

    scene.advance(Duration.ofMinutes(10));

    assertThat(status("a.com")).isEqualTo("active");
  }

  @Test
  void domain_ofAFailedOrder_isFailed() throws Exception {
    scene.peeker.orders().fail(scene.google("a.com"));

    assertThat(status("a.com")).isEqualTo("failed");
  }

  @Test
  void domain_withAnAction_requiresActionUntilItIsResolved() throws Exception {
    String order = scene.google("a.com", "b.com");
    PendingAction action =
        scene.peeker.orders().requireAction(order, PendingActionReason.UPDATE_NAMESERVERS);
    assertThat(status("a.com")).isEqualTo("action_required");
    assertThat(status("b.com")).isEqualTo("in_progress");

    scene.peeker.orders().resolve(action.id());

    assertThat(status("a.com")).isEqualTo("in_progress");
  }

  @Test
  void domain_ofACancelledOrder_isInTheInventoryWithItsId() throws Exception {
    String order = scene.completed(Scene.googleBody("a.com"));
    String id = scene.domainId("a.com");
    scene.post("/orders/" + order + "/cancel", "");
    assertThat(status("a.com")).isEqualTo("active");

    scene.advance(Duration.ofDays(31));

    assertThat(scene.domainId("a.com")).isEqualTo(id);
    assertThat(status("a.com")).isEqualTo("available");
    assertThat(scene.domain("a.com").path("category").asText()).isEqualTo("inventory");
    assertThat(scene.domain("a.com").has("order_id")).isFalse();
  }

  @Test
  void domain_orderedAgain_keepsItsId() throws Exception {
    scene.peeker.orders().fail(scene.google("a.com"));
    String id = scene.domainId("a.com");

    String order = scene.microsoft("a.com");

    assertThat(scene.domainId("a.com")).isEqualTo(id);
    assertThat(scene.domain("a.com").path("order_id").asText()).isEqualTo(order);
    assertThat(scene.domain("a.com").path("provider").asText()).isEqualTo("microsoft");
  }

  private String status(String domain) throws Exception {
    return scene.domain(domain).path("status").asText();
  }
}
