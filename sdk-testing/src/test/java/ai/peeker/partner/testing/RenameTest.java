package ai.peeker.partner.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RenameTest {
  private static final String JANE = persona("Jane", "");
  private static final String PRIVATE = persona("Max", "https://intranet.local/max.jpg");

  private Scene scene;
  private String domainId;

  @BeforeEach
  void start() throws Exception {
    scene = Scene.start();
    scene.completed(Scene.googleBody("acme.com"));
    domainId = scene.domainId("acme.com");
  }

  @AfterEach
  void stop() {
    scene.close();
  }

  @Test
  void rename_hasOneRowPerInboxAndNotPerPersona() throws Exception {
    TestResponse response = rename(domainId, JANE);

    assertThat(response.status()).isEqualTo(201);
    JsonNode swaps = response.data().path("swaps");
    // 2 Google inboxes on the domain
    assertThat(swaps).hasSize(2);
    assertThat(swaps.path(0).path("type").asText()).isEqualTo("user_names");
    assertThat(swaps.path(0).path("domain_id").asText()).isEqualTo(domainId);
    assertThat(swaps.path(0).path("replacement_domain").isNull()).isTrue();
    assertThat(swaps.path(0).path("status").asText()).isEqualTo("created");
    assertThat(swaps.path(1).path("id")).isNotEqualTo(swaps.path(0).path("id"));
  }

  @Test
  void rename_ofAMicrosoftDomain_hasARowForEachOfItsInboxes() throws Exception {
    scene.completed(Scene.microsoftBody("ms.com"));

    assertThat(rename(scene.domainId("ms.com"), JANE).data().path("swaps")).hasSize(50);
  }

  @Test
  void rows_finishOneAfterAnother() throws Exception {
    JsonNode swaps = rename(domainId, JANE).data().path("swaps");
    String first = swaps.path(0).path("id").asText();
    String second = swaps.path(1).path("id").asText();

    scene.advance(Duration.ofMinutes(2));
    assertThat(scene.swapStatus(first)).isEqualTo("completed");
    assertThat(scene.swapStatus(second)).isEqualTo("in_progress");
    scene.advance(Duration.ofMinutes(1));

    assertThat(scene.swapStatus(second)).isEqualTo("completed");
  }

  @Test
  void rows_haveEventsOfTheirOwn() throws Exception {
    try (EventReceiver events = EventReceiver.of(scene.peeker)) {
      rename(domainId, JANE);
      scene.advance(Duration.ofMinutes(3));

      assertThat(events.types(6))
          .containsExactly(
              "swap.created",
              "swap.created",
              "swap.in_progress",
              "swap.in_progress",
              "swap.completed",
              "swap.completed");
    }
  }

  @Test
  void privatePicture_requiresActionOfItsInboxOnly() throws Exception {
    JsonNode swaps = rename(domainId, JANE + "," + PRIVATE).data().path("swaps");

    scene.advance(Duration.ofHours(1));

    assertThat(scene.swapStatus(swaps.path(0).path("id").asText())).isEqualTo("completed");
    assertThat(scene.swapStatus(swaps.path(1).path("id").asText())).isEqualTo("action_required");
  }

  @Test
  void privatePicture_resolved_completesTheRow() throws Exception {
    String id = rename(domainId, PRIVATE).data().path("swaps").path(0).path("id").asText();
    scene.advance(Duration.ofMinutes(1));

    scene.peeker.swaps().resolve(id);
    scene.advance(Duration.ofMinutes(1));

    assertThat(scene.swapStatus(id)).isEqualTo("completed");
  }

  @Test
  void rename_whileAnotherIsInFlight_isRowsThatFailed() throws Exception {
    rename(domainId, JANE);

    assertThat(rename(domainId, JANE).data().path("swaps"))
        .extracting(swap -> swap.path("status").asText())
        .containsExactly("failed", "failed");
  }

  @Test
  void rename_inFlight_doesNotPreventASwapOfTheDomain() throws Exception {
    rename(domainId, JANE);

    assertThat(scene.swap("standard", domainId, "new.com").data().path("status").asText())
        .isEqualTo("created");
  }

  @Test
  void rename_waiting_isNotEndedByASwapOfTheDomain() throws Exception {
    String id = rename(domainId, PRIVATE).data().path("swaps").path(0).path("id").asText();
    scene.advance(Duration.ofMinutes(1));

    scene.swap("standard", domainId, "new.com");

    assertThat(scene.swapStatus(id)).isEqualTo("action_required");
  }

  @Test
  void rename_keepsTheDomainOnItsOrder() throws Exception {
    JsonNode before = scene.domain("acme.com");
    rename(domainId, JANE);
    scene.advance(Duration.ofHours(1));

    assertThat(scene.domain("acme.com")).isEqualTo(before);
  }

  @Test
  void rows_areListedWithTheSwapsOfDomains() throws Exception {
    rename(domainId, JANE);

    assertThat(types(scene.get("/swaps?domain_id=" + domainId).data()))
        .containsExactly("user_names", "user_names");
  }

  @Test
  void domain_unknown_isNotFound() throws Exception {
    assertThat(rename("dom_unknown", JANE).errorSummary()).isEqualTo("404 not_found");
  }

  @Test
  void domain_inTheInventory_isRejected() throws Exception {
    String spare = scene.peeker.domains().add("spare.com").id();

    assertThat(rename(spare, JANE).errorSummary()).isEqualTo("400 invalid_request domain_id");
  }

  @Test
  void personas_none_areRejected() throws Exception {
    assertThat(rename(domainId, "").errorSummary()).isEqualTo("400 invalid_request personas");
  }

  @Test
  void persona_withABlankName_isRejectedByItsPlace() throws Exception {
    assertThat(rename(domainId, JANE + "," + persona(" ", "")).errorSummary())
        .isEqualTo("400 invalid_request personas[1].first_name");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost/a.jpg",
        "http://127.0.0.1/a.jpg",
        "http://192.168.1.1/a.jpg",
        "http://172.20.0.1/a.jpg",
        "http://intranet/a.jpg",
        "https://a.internal/a.jpg",
        "ftp://cdn.acme.com/a.jpg",
        "not a url"
      })
  void picture_thatIsNotPublic_requiresAction(String url) throws Exception {
    assertThat(statusAfterPickUp(url)).isEqualTo("action_required");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "https://cdn.acme.com/a.jpg", "http://172.15.0.1/a.jpg"})
  void picture_thatIsPublicOrNone_isAccepted(String url) throws Exception {
    assertThat(statusAfterPickUp(url)).isEqualTo("in_progress");
  }

  private String statusAfterPickUp(String url) throws Exception {
    JsonNode swaps = rename(domainId, persona("Max", url)).data().path("swaps");
    scene.advance(Duration.ofMinutes(1));
    return scene.swapStatus(swaps.path(1).path("id").asText());
  }

  private TestResponse rename(String domain, String personas) throws Exception {
    return scene.post(
        "/swaps/user_names", "{\"domain_id\":\"" + domain + "\",\"personas\":[" + personas + "]}");
  }

  private static List<String> types(JsonNode swaps) {
    return swaps.findValuesAsText("type");
  }

  private static String persona(String firstName, String url) {
    return "{\"first_name\":\"%s\",\"last_name\":\"Doe\",\"profile_picture_url\":\"%s\"}"
        .formatted(firstName, url);
  }
}
