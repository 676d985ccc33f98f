package ai.peeker.partner.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ai.peeker.partner.model.PendingAction;
import ai.peeker.partner.model.PendingActionReason;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PendingActionsTest {
  private Scene scene;
  private LocalOrders orders;

  @BeforeEach
  void start() {
    scene = Scene.start();
    orders = scene.peeker.orders();
  }

  @AfterEach
  void stop() {
    scene.close();
  }

  @Test
  void noAction_isAnEmptyPage() throws Exception {
    scene.google("a.com");

    assertThat(scene.get("/orders/pending").data()).isEmpty();
  }

  @Test
  void pictureAction_isLikeTheDocumentedExample() throws Exception {
    ObjectNode body = Scene.googleBody("acme-mail.com");
    Fixtures.persona(body).put("profile_picture_url", "https://cdn.acme.com/sam.jpg");
    PendingAction action =
        orders.requireAction(scene.place(body), PendingActionReason.PROFILE_PICTURE_NOT_ACCESSIBLE);

    JsonNode row = scene.get("/orders/pending").data().path(0);

    assertThat(row)
        .isEqualTo(
            Fixtures.parse(
                ("{'id':'%s','type':'google_profile_picture',"
                        + "'reason':'profile_picture_not_accessible','status':'open',"
                        + "'domain_id':'%s','domain':'acme-mail.com',"
                        + "'user':{'first_name':'Sam','last_name':'Lee',"
                        + "'profile_picture_url':'https://cdn.acme.com/sam.jpg'},"
                        + "'message':'The profile picture URL must be a publicly accessible"
                        + " image URL.','created_at':'2026-05-08T12:00:00Z'}")
                    .replace('\'', '"')
                    .formatted(action.id(), action.domainId())));
    assertThat(action.id()).startsWith("act_");
    assertThat(action.domainId()).startsWith("dom_");
  }

  @ParameterizedTest
  @ValueSource(strings = {"update_nameservers", "replace_domain", "profile_picture_not_accessible"})
  void action_ofEachReason_isListed(String reason) throws Exception {
    orders.requireAction(scene.google("a.com"), PendingActionReason.of(reason));

    JsonNode row = scene.get("/orders/pending").data().path(0);

    assertThat(row.path("reason").asText()).isEqualTo(reason);
    assertThat(row.path("status").asText()).isEqualTo("open");
    assertThat(row.path("domain").asText()).isEqualTo("a.com");
  }

  @Test
  void list_withoutStatus_hasOnlyOpenActions() throws Exception {
    String order = scene.google("a.com");
    PendingAction first = orders.requireAction(order, PendingActionReason.UPDATE_NAMESERVERS);
    PendingAction second = orders.requireAction(order, PendingActionReason.REPLACE_DOMAIN);
    orders.resolve(first.id());

    assertThat(ids("")).containsExactly(second.id());
    assertThat(ids("?status=open")).containsExactly(second.id());
    assertThat(ids("?status=resolved")).containsExactly(first.id());
  }

  @Test
  void list_filteredByOrder_hasItsActions() throws Exception {
    String one = scene.google("a.com");
    PendingAction action = orders.requireAction(one, PendingActionReason.REPLACE_DOMAIN);
    orders.requireAction(scene.google("b.com"), PendingActionReason.REPLACE_DOMAIN);

    assertThat(ids("?order_id=" + one)).containsExactly(action.id());
  }

  @Test
  void list_filteredByDomain_hasItsActions() throws Exception {
    PendingAction action =
        orders.requireAction(scene.google("a.com"), PendingActionReason.REPLACE_DOMAIN);
    orders.requireAction(scene.google("b.com"), PendingActionReason.REPLACE_DOMAIN);

    assertThat(ids("?domain_id=" + action.domainId())).containsExactly(action.id());
  }

  @Test
  void list_filteredByUser_takesAnIdOrAnEmail() throws Exception {
    String order = scene.place(Scene.googleBody("a.com").put("user", "alex@acme.com"));
    PendingAction action = orders.requireAction(order, PendingActionReason.REPLACE_DOMAIN);
    orders.requireAction(scene.google("b.com"), PendingActionReason.REPLACE_DOMAIN);

    assertThat(ids("?user=" + orders.get(order).userId())).containsExactly(action.id());
    assertThat(ids("?user=Alex@acme.com")).containsExactly(action.id());
    assertThat(ids("?user=nobody@acme.com")).isEmpty();
  }

  @Test
  void list_withAnUnknownStatus_isRejected() throws Exception {
    assertThat(scene.get("/orders/pending?status=done").errorSummary())
        .isEqualTo("400 invalid_request status");
  }

  @Test
  void privatePicture_requiresActionInsteadOfCompletion() throws Exception {
    ObjectNode body = Scene.googleBody("a.com");
    Fixtures.persona(body).put("profile_picture_url", "https://intranet.local/sam.jpg");
    String order = scene.place(body);

    scene.advance(Duration.ofMinutes(10));

    assertThat(scene.orderStatus(order)).isEqualTo("action_required");
    assertThat(scene.get("/orders/pending").data().path(0).path("reason").asText())
        .isEqualTo("profile_picture_not_accessible");
  }

  @Test
  void privatePicture_resolved_completesTheOrder() throws Exception {
    ObjectNode body = Scene.googleBody("a.com");
    Fixtures.persona(body).put("profile_picture_url", "http://10.0.0.1/sam.jpg");
    String order = scene.place(body);
    scene.advance(Duration.ofMinutes(10));

    orders.resolve(scene.get("/orders/pending").data().path(0).path("id").asText());
    scene.advance(Duration.ofMinutes(10));

    assertThat(scene.orderStatus(order)).isEqualTo("completed");
  }

  @Test
  void privatePicture_ofAMicrosoftOrder_doesNotMatter() throws Exception {
    ObjectNode body = Scene.microsoftBody("a.com");
    Fixtures.persona(body).put("profile_picture_url", "https://intranet.local/sam.jpg");
    String order = scene.place(body);

    scene.advance(Duration.ofMinutes(10));

    assertThat(scene.orderStatus(order)).isEqualTo("completed");
  }

  @Test
  void actions_ofAFailedOrder_areResolved() throws Exception {
    String order = scene.google("a.com");
    PendingAction action = orders.requireAction(order, PendingActionReason.REPLACE_DOMAIN);

    orders.fail(order);

    assertThat(ids("?status=resolved")).containsExactly(action.id());
  }

  @Test
  void resolve_twice_isRejected() throws Exception {
    PendingAction action =
        orders.requireAction(scene.google("a.com"), PendingActionReason.REPLACE_DOMAIN);
    orders.resolve(action.id());

    assertThatIllegalStateException()
        .isThrownBy(() -> orders.resolve(action.id()))
        .withMessage("Action " + action.id() + " is already resolved");
  }

  @Test
  void resolve_ofAnUnknownAction_isRejected() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> orders.resolve("act_unknown"))
        .withMessage("No pending action act_unknown in this account");
  }

  private Iterable<String> ids(String query) throws Exception {
    return scene.get("/orders/pending" + query).data().findValuesAsText("id");
  }
}
