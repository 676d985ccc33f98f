package ai.peeker.partner.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ai.peeker.partner.webhook.WebhookResult.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The order in which listeners are notified, and of which results. */
@Timeout(30)
class WebhookListenerTest extends HandlerFixture {
  /** Notes the handling and the results. */
  private WebhookListener named(String name) {
    return new WebhookListener() {
      @Override
      public WebhookResult onHandling(VerifiedWebhook webhook, Supplier<WebhookResult> handling) {
        seen.add(name + " before " + webhook.type());
        WebhookResult result = handling.get();
        seen.add(name + " after " + result.kind());
        return result;
      }

      @Override
      public void onResult(WebhookResult result) {
        seen.add(name + " result " + result.kind());
      }
    };
  }

  @Test
  void listeners_ofAWebhook_areAroundItsHandlingAndGetItsResult() {
    WebhookHandler handler =
        direct()
            .listener(named("first"))
            .listener(named("second"))
            .fallback((event, context) -> seen.add("handled"))
            .build();

    deliver(handler);

    assertThat(seen)
        .containsExactly(
            "first before order.in_progress",
            "second before order.in_progress",
            "handled",
            "second after HANDLED",
            "first after HANDLED",
            "first result HANDLED",
            "second result HANDLED");
  }

  @Test
  void listener_ofAFailedHandling_getsItsFailure() {
    IOException down = new IOException("database down");
    AtomicReference<WebhookResult> after = new AtomicReference<>();
    WebhookHandler handler =
        direct()
            .listener(
                new WebhookListener() {
                  @Override
                  public WebhookResult onHandling(
                      VerifiedWebhook webhook, Supplier<WebhookResult> handling) {
                    after.set(handling.get());
                    return after.get();
                  }
                })
            .fallback(
                (event, context) -> {
                  throw down;
                })
            .build();

    WebhookResult result = deliver(handler);

    assertThat(result.failure()).containsSame(down);
    assertThat(after).hasValue(result);
  }

  @Test
  void listener_ofADeliveryThatIsNotVerified_getsItsResultOnly() {
    WebhookHandler handler = direct().listener(named("a")).fallback(this::note).build();

    WebhookResult result =
        handler.handle(SignedWebhook.DOCUMENTED.headers(), "{}".getBytes(StandardCharsets.UTF_8));

    assertThat(result.status()).isEqualTo(400);
    assertThat(seen).containsExactly("a result UNVERIFIED");
  }

  @Test
  void listener_ofAHandlingThatTakesLong_getsTheResultThatIsRespondedWith() {
    AtomicReference<Kind> responded = new AtomicReference<>();
    CompletableFuture<Kind> handled = new CompletableFuture<>();
    WebhookHandler handler =
        builder()
            .responseTimeout(Duration.ofMillis(20))
            .listener(
                new WebhookListener() {
                  @Override
                  public WebhookResult onHandling(
                      VerifiedWebhook webhook, Supplier<WebhookResult> handling) {
                    WebhookResult result = handling.get();
                    handled.complete(result.kind());
                    return result;
                  }

                  @Override
                  public void onResult(WebhookResult result) {
                    responded.set(result.kind());
                  }
                })
            .fallback((event, context) -> goOn.await())
            .build();

    deliver(handler);
    goOn.countDown();

    assertThat(responded).hasValue(Kind.TIMED_OUT);
    assertThat(handled.join()).isEqualTo(Kind.HANDLED);
  }

  @Test
  void listener_ofADeliveryThatTheExecutorRejects_getsItsResultOnly() {
    WebhookHandler handler =
        builder()
            .executor(
                task -> {
                  throw new RejectedExecutionException("full");
                })
            .listener(named("a"))
            .fallback(this::note)
            .build();

    deliver(handler);

    assertThat(seen).containsExactly("a result OVERLOADED");
  }

  @Test
  void listener_whoseMethodsAreTheDefaults_changesNothing() {
    WebhookHandler handler =
        direct().listener(new WebhookListener() {}).fallback(this::note).build();

    assertThat(List.of(deliver(handler).kind(), deliver(handler).kind()))
        .containsExactly(Kind.HANDLED, Kind.DUPLICATE);
    assertThat(seen).hasSize(1);
  }

  @Test
  void listener_null_isRejected() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().listener(null))
        .withMessage("listener must not be null.");
  }

  @Test
  void handling_calledLater_returnsTheResult() {
    AtomicReference<Supplier<WebhookResult>> kept = new AtomicReference<>();
    WebhookHandler handler =
        direct().listener(keeping(kept)).fallback((event, context) -> seen.add("handled")).build();

    WebhookResult result = deliver(handler);

    assertThat(CompletableFuture.supplyAsync(kept.get()).join()).isSameAs(result);
    assertThat(seen).containsExactly("handled");
  }

  @Test
  void handling_calledByTheHandlerItself_isRejected() {
    AtomicReference<Supplier<WebhookResult>> kept = new AtomicReference<>();
    WebhookHandler handler =
        direct()
            .listener(keeping(kept))
            .fallback(
                (event, context) -> {
                  assertThatIllegalStateException()
                      .isThrownBy(() -> kept.get().get())
                      .withMessage(
                          "The handling of VerifiedWebhook[evt_01HZX0EV1A2B3C4D5E6F7G8H,"
                              + " order.in_progress, secret live] runs once, on the thread that"
                              + " called onHandling.");
                  seen.add("handled");
                })
            .build();

    assertThat(deliver(handler).kind()).isEqualTo(Kind.HANDLED);
    assertThat(seen).containsExactly("handled");
  }

  private static WebhookListener keeping(AtomicReference<Supplier<WebhookResult>> kept) {
    return new WebhookListener() {
      @Override
      public WebhookResult onHandling(VerifiedWebhook webhook, Supplier<WebhookResult> handling) {
        kept.set(handling);
        return handling.get();
      }
    };
  }
}
