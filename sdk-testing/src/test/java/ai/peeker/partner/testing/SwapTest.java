package ai.peeker.partner.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ai.peeker.partner.model.SwapStatus;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests standard swaps, and what all swaps share. */
class SwapTest {
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
  void swap_accepted_isCreated() throws Exception {
    TestResponse response = scene.swap("standard", domainId, "acme-fresh.com");

    assertThat(response.status()).isEqualTo(201);
    assertThat(response.data())
        .isEqualTo(
            Fixtures.parse(
                ("{'id':'%s','type':'standard','domain_id':'%s',"
                        + "'replacement_domain':'acme-fresh.com','status':'created',"
                        + "'created_at':'2026-05-08T12:00:00Z'}")
                    .replace('\'', '"')
                    .formatted(response.data().path("id").asText(), domainId)));
    assertThat(response.data().path("id").asText()).startsWith("swp_");
  }

  @Test
  void swap_onTheClock_isInProgressThenCompleted() throws Exception {
    String id = scene.swapId("standard", domainId, "new.com");

    scene.advance(Duration.ofMinutes(1));
    assertThat(scene.swapStatus(id)).isEqualTo("in_progress");
    scene.advance(Duration.ofMinutes(10));

    assertThat(scene.swapStatus(id)).isEqualTo("completed");
  }

  @Test
  void swap_eachStep_isReported() throws Exception {
    try (EventReceiver events = EventReceiver.of(scene.peeker)) {
      scene.swapId("standard", domainId, "new.com");
      scene.advance(Duration.ofMinutes(11));

      assertThat(events.types(4))
          .containsExactly(
              "swap.created", "swap.in_progress", "domain.connected", "swap.completed");
    }
  }

  @Test
  void event_hasTheSwap() throws Exception {
    try (EventReceiver events = EventReceiver.of(scene.peeker)) {
      JsonNode created = scene.swap("standard", domainId, "new.com").data();

      assertThat(events.take(1).get(0).path("data")).isEqualTo(created);
    }
  }

  @Test
  void completedSwap_replacesTheDomainOfTheOrder() throws Exception {
    scene.peeker.swaps().complete(scene.swapId("standard", domainId, "new.com"));

    assertThat(scene.peeker.orders().get(order).domains()).containsExactly("new.com", "other.com");
    JsonNode added = scene.domain("new.com");
    assertThat(added.path("category").asText()).isEqualTo("connected");
    assertThat(added.path("status").asText()).isEqualTo("active");
    assertThat(added.path("provider").asText()).isEqualTo("google");
    assertThat(added.path("order_id").asText()).isEqualTo(order);
  }

  @Test
  void actionRequired_resolved_goesOn() throws Exception {
    String id = scene.swapId("standard", domainId, "new.com");
    scene.peeker.swaps().requireAction(id);
    scene.advance(Duration.ofHours(1));
    assertThat(scene.swapStatus(id)).isEqualTo("action_required");

    scene.peeker.swaps().resolve(id);
    scene.advance(Duration.ofMinutes(10));

    assertThat(scene.swapStatus(id)).isEqualTo("completed");
  }

  @Test
  void actionRequired_replacementOrderedMeanwhile_cannotBeResolved() throws Exception {
    String id = scene.swapId("standard", domainId, "new.com");
    scene.peeker.swaps().requireAction(id);
    scene.google("new.com");

    assertThatIllegalStateException()
        .isThrownBy(() -> scene.peeker.swaps().resolve(id))
        .withMessage("new.com is on an active order (expected a domain that is free)");
    assertThat(scene.swapStatus(id)).isEqualTo("action_required");
  }

  @Test
  void newSwap_ofADomainWhoseSwapRequiresAction_takesItsPlace() throws Exception {
    String waiting = scene.swapId("standard", domainId, "new.com");
    scene.peeker.swaps().requireAction(waiting);

    JsonNode next = scene.swap("standard", domainId, "new.com").data();

    assertThat(next.path("status").asText()).isEqualTo("created");
    assertThat(scene.swapStatus(waiting)).isEqualTo("failed");
  }

  @Test
  void duplicate_ofASwapInFlight_isAFailedSwap() throws Exception {
    String first = scene.swapId("standard", domainId, "new.com");

    TestResponse second = scene.swap("standard", domainId, "new.com");

    assertThat(second.status()).isEqualTo(201);
    assertThat(second.data().path("status").asText()).isEqualTo("failed");
    assertThat(second.data().path("id").asText()).isNotEqualTo(first);
    scene.advance(Duration.ofMinutes(11));
    assertThat(scene.swapStatus(first)).isEqualTo("completed");
  }

  @Test
  void duplicate_isReportedAsFailed() throws Exception {
    scene.swap("standard", domainId, "new.com");
    try (EventReceiver events = EventReceiver.of(scene.peeker)) {
      scene.swap("standard", domainId, "new.com");

      assertThat(events.types(1)).containsExactly("swap.failed");
    }
  }

  @Test
  void failedSwap_leavesTheOrderAsItWas() throws Exception {
    String id = scene.swapId("standard", domainId, "new.com");
    scene.advance(Duration.ofMinutes(1));

    scene.peeker.swaps().fail(id);
    scene.advance(Duration.ofHours(1));

    assertThat(scene.swapStatus(id)).isEqualTo("failed");
    assertThat(scene.peeker.orders().get(order).domains()).containsExactly("old.com", "other.com");
    assertThat(scene.client.order(Scene.googleBody("new.com")).status()).isEqualTo(200);
  }

  @Test
  void domain_unknown_isNotFound() throws Exception {
    assertThat(scene.swap("standard", "dom_unknown", "new.com").errorSummary())
        .isEqualTo("404 not_found");
  }

  @Test
  void domain_ofAnOrderInProgress_isRejected() throws Exception {
    scene.google("early.com");

    assertThat(
            scene
                .swap("standard", scene.domain("early.com").path("id").asText(), "new.com")
                .errorSummary())
        .isEqualTo("400 invalid_request domain_id");
  }

  @Test
  void domain_scheduledForCancellation_isRejected() throws Exception {
    scene.post("/orders/" + order + "/cancel", "{\"domains\":[\"old.com\"]}");

    assertThat(scene.swap("standard", domainId, "new.com").errorSummary())
        .isEqualTo("400 invalid_request domain_id");
  }

  @Test
  void domain_byItsName_isNotFound() throws Exception {
    assertThat(scene.swap("standard", "old.com", "new.com").errorSummary())
        .isEqualTo("404 not_found");
  }

  @Test
  void newSwap_leavesTheWaitingSwapOfAnotherDomain() throws Exception {
    String waiting = scene.swapId("standard", scene.domainId("other.com"), "new-2.com");
    scene.peeker.swaps().requireAction(waiting);

    scene.swapId("standard", domainId, "new.com");

    assertThat(scene.swapStatus(waiting)).isEqualTo("action_required");
  }

  @Test
  void swap_ofADomainThatLeftItsOrder_fails() throws Exception {
    String id = scene.swapId("standard", domainId, "new.com");
    scene.peeker.swaps().requireAction(id);
    scene.post("/orders/" + order + "/cancel", "");
    scene.advance(Duration.ofDays(31));

    scene.peeker.swaps().resolve(id);

    assertThat(scene.swapStatus(id)).isEqualTo("failed");
  }

  @Test
  void list_hasTheNewestFirst() throws Exception {
    String first = scene.swapId("standard", domainId, "new.com");
    String second = scene.swapId("standard", scene.domainId("other.com"), "new-2.com");

    assertThat(ids("")).containsExactly(second, first);
  }

  @Test
  void list_filtered_hasTheSwapsThatMatch() throws Exception {
    String first = scene.swapId("standard", domainId, "new.com");
    String other = scene.completed(Scene.googleBody("third.com").put("user", "alex@acme.com"));
    String second = scene.swapId("standard", scene.domainId("third.com"), "new-3.com");
    scene.advance(Duration.ofMinutes(1));
    scene.peeker.swaps().complete(second);

    assertThat(ids("?order_id=" + order)).containsExactly(first);
    assertThat(ids("?user_id=" + scene.peeker.orders().get(other).userId()))
        .containsExactly(second);
    assertThat(ids("?domain_id=" + domainId)).containsExactly(first);
    assertThat(ids("?domain_id=" + scene.domainId("new-3.com"))).containsExactly(second);
    assertThat(ids("?status=completed")).containsExactly(second);
    assertThat(ids("?status=failed")).isEmpty();
  }

  @Test
  void unknownSwap_isNotFound() throws Exception {
    assertThat(scene.get("/swaps/swp_unknown").errorSummary()).isEqualTo("404 not_found");
  }

  @Test
  void control_ofAnEndedSwap_isRejected() throws Exception {
    String id = scene.swapId("standard", domainId, "new.com");
    LocalSwaps swaps = scene.peeker.swaps();
    swaps.complete(id);

    assertThat(swaps.get(id).status()).isEqualTo(SwapStatus.COMPLETED);
    for (Consumer<String> control :
        List.<Consumer<String>>of(swaps::complete, swaps::fail, swaps::requireAction)) {
      assertThatIllegalStateException()
          .isThrownBy(() -> control.accept(id))
          .withMessage(
              "Swap " + id + " is completed (expected created, in_progress or action_required)");
    }
  }

  @Test
  void control_resolvingASwapThatDoesNotWait_isRejected() throws Exception {
    String id = scene.swapId("standard", domainId, "new.com");

    assertThatIllegalStateException()
        .isThrownBy(() -> scene.peeker.swaps().resolve(id))
        .withMessage("Swap " + id + " is created (expected action_required)");
  }

  @Test
  void control_ofAnUnknownSwap_isRejected() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> scene.peeker.swaps().complete("swp_unknown"))
        .withMessage("No swap swp_unknown in this account");
  }

  private List<String> ids(String query) throws Exception {
    return scene.get("/swaps" + query).data().findValuesAsText("id");
  }
}
