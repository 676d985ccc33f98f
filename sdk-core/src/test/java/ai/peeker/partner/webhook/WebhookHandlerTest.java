package ai.peeker.partner.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.peeker.partner.model.OrderCompletedEvent;
import ai.peeker.partner.model.OrderInProgressEvent;
import ai.peeker.partner.model.WebhookEvent;
import ai.peeker.partner.webhook.WebhookResult.Kind;
import ai.peeker.partner.webhook.store.EventStore.Claim;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which handler an event comes to, how often, and the settings. */
@Timeout(30)
class WebhookHandlerTest extends HandlerFixture {
  private static final String COMPLETED =
      "{\"id\":\"evt_c\",\"type\":\"order.completed\",\"created_at\":\"2026-05-08T11:59:00Z\","
          + "\"data\":{\"id\":\"ord_1\",\"status\":\"completed\"}}";
  private static final String LATE_IN_PROGRESS =
      "{\"id\":\"evt_p\",\"type\":\"order.in_progress\",\"created_at\":\"2026-05-08T11:58:00Z\","
          + "\"data\":{\"id\":\"ord_1\",\"status\":\"in_progress\"}}";

  @Test
  void event_withAHandlerOfItsOwn_comesTyped() {
    WebhookHandler handler =
        direct()
            .on(OrderInProgressEvent.class, (event, context) -> seen.add(event.data().id()))
            .on(OrderCompletedEvent.class, (event, context) -> seen.add("completed"))
            .fallback((event, context) -> seen.add("other"))
            .build();

    WebhookResult result = deliver(handler);

    assertThat(seen).containsExactly("ord_01HZX0OR1A2B3C4D5E6F7G8H");
    assertThat(result.status()).isEqualTo(200);
    assertThat(result.kind()).isEqualTo(Kind.HANDLED);
    assertThat(result.webhook()).map(VerifiedWebhook::type).contains("order.in_progress");
    assertThat(result.failure()).isEmpty();
  }

  @Test
  void event_withoutAHandler_comesToTheFallback() {
    WebhookHandler handler =
        direct()
            .on(OrderInProgressEvent.class, (event, context) -> seen.add("in progress"))
            .fallback((event, context) -> seen.add(context.webhook().type()))
            .build();

    deliver(handler, "evt_c", COMPLETED);

    assertThat(seen).containsExactly("order.completed");
  }

  @Test
  void event_ofATypeThatIsNotKnown_comesToTheHandlerOfUnknown() {
    WebhookHandler handler =
        direct()
            .on(WebhookEvent.Unknown.class, (event, context) -> seen.add("" + event.json()))
            .fallback((event, context) -> seen.add("other"))
            .build();

    deliver(handler, "evt_x", "{\"id\":\"evt_x\",\"type\":\"moon.rose\"}");

    assertThat(seen).singleElement().asString().contains("moon.rose");
  }

  @Test
  void event_deliveredAgain_isADuplicate() {
    WebhookHandler handler = noting();
    deliver(handler);

    WebhookResult second = deliver(handler);

    assertThat(second.kind()).isEqualTo(Kind.DUPLICATE);
    assertThat(second.status()).isEqualTo(200);
    assertThat(seen).hasSize(1);
  }

  @Test
  void event_whoseHandlerFailed_isHandledOnItsNextDelivery() {
    IOException down = new IOException("database down");
    List<Throwable> told = new ArrayList<>();
    WebhookHandler handler =
        direct()
            .onFailure((webhook, failure) -> told.add(failure))
            .fallback(
                (event, context) -> {
                  seen.add("try");
                  if (seen.size() == 1) {
                    throw down;
                  }
                })
            .build();

    WebhookResult first = deliver(handler);
    WebhookResult second = deliver(handler);

    assertThat(first.kind()).isEqualTo(Kind.FAILED);
    assertThat(first.status()).isEqualTo(500);
    assertThat(first.failure()).containsSame(down);
    assertThat(told).containsExactly(down);
    assertThat(second.kind()).isEqualTo(Kind.HANDLED);
    assertThat(seen).hasSize(2);
  }

  @Test
  void event_whoseHandlerMetAnError_isHandledOnItsNextDelivery() {
    WebhookHandler handler =
        direct()
            .fallback(
                (event, context) -> {
                  seen.add("try");
                  if (seen.size() == 1) {
                    throw new StackOverflowError();
                  }
                })
            .build();

    assertThat(deliver(handler).status()).isEqualTo(500);
    assertThat(deliver(handler).status()).isEqualTo(200);
  }

  @Test
  void event_inWorkElsewhere_isToBeDeliveredAgain() {
    WebhookHandler handler =
        direct().store(new FixedStore(Claim.IN_PROGRESS)).fallback(this::note).build();

    WebhookResult result = deliver(handler);

    assertThat(result.kind()).isEqualTo(Kind.IN_PROGRESS);
    assertThat(result.status()).isEqualTo(503);
    assertThat(seen).isEmpty();
  }

  @Test
  void event_outOfOrder_isMarkedStale() {
    WebhookHandler handler =
        direct()
            .on(OrderCompletedEvent.class, (event, context) -> seen.add("evt_c"))
            .fallback(
                (event, context) ->
                    seen.add(
                        context.webhook().id()
                            + context.laterEvent().map(later -> " before " + later.id()).orElse("")
                            + (context.isStale() ? " stale" : "")))
            .build();

    deliver(handler, "evt_c", COMPLETED);
    WebhookResult late = deliver(handler, "evt_p", LATE_IN_PROGRESS);

    assertThat(seen).containsExactly("evt_c", "evt_p before evt_c stale");
    assertThat(late.kind()).isEqualTo(Kind.HANDLED);
  }

  @Test
  void events_inOrder_areNotStale() {
    WebhookHandler handler = noting();

    deliver(handler, "evt_p", LATE_IN_PROGRESS);
    deliver(handler, "evt_c", COMPLETED);

    assertThat(seen).containsExactly("evt_p", "evt_c");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Order.Completed", "ORDER.COMPLETED", "OrderCompletedEvent"})
  void event_ofATypeThatOnlyResemblesAHandledOne_comesToTheFallback(String type) {
    WebhookHandler handler =
        direct()
            .on(OrderCompletedEvent.class, (event, context) -> seen.add("completed"))
            .fallback((event, context) -> seen.add(context.webhook().type()))
            .build();

    WebhookResult result = deliver(handler, "evt_c", COMPLETED.replace("order.completed", type));

    assertThat(result.status()).isEqualTo(200);
    assertThat(seen).containsExactly(type);
  }

  @Test
  void builder_withATypeTwice_isRejected() {
    WebhookHandler.Builder builder =
        builder().on(OrderCompletedEvent.class, (event, context) -> {});

    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.on(OrderCompletedEvent.class, (event, context) -> {}))
        .withMessage(
            "OrderCompletedEvent already has a handler. Register one handler for each type.");
  }

  @Test
  void builder_withTheTypeOfAllEvents_isRejected() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().on(WebhookEvent.class, (event, context) -> {}))
        .withMessageContaining("call fallback(…)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-1S", "PT15S", "PT1H"})
  void builder_withATimeThatPeekerDoesNotWait_isRejected(Duration time) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().responseTimeout(time))
        .withMessageContaining("responseTimeout is out of range: " + time);
  }

  @Test
  void builder_withoutFallback_isRejected() {
    WebhookHandler.Builder builder =
        builder().on(OrderCompletedEvent.class, (event, context) -> {});

    assertThatIllegalArgumentException()
        .isThrownBy(builder::build)
        .withMessageStartingWith("No fallback was set. Call fallback(…)");
  }

  @Test
  void builder_withNull_isRejected() {
    assertThatIllegalArgumentException().isThrownBy(() -> WebhookHandler.builder(null));
    assertThatIllegalArgumentException().isThrownBy(() -> builder().store(null));
    assertThatIllegalArgumentException().isThrownBy(() -> builder().executor(null));
    assertThatIllegalArgumentException().isThrownBy(() -> builder().onFailure(null));
    assertThatIllegalArgumentException().isThrownBy(() -> builder().responseTimeout(null));
    assertThatIllegalArgumentException().isThrownBy(() -> builder().fallback(null));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().on(OrderCompletedEvent.class, null));
  }
}
