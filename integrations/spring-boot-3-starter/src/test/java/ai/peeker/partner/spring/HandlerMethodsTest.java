package ai.peeker.partner.spring;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.model.OrderCompletedEvent;
import ai.peeker.partner.model.OrderFailedEvent;
import ai.peeker.partner.model.WebhookEvent;
import ai.peeker.partner.testing.WebhookSigner;
import ai.peeker.partner.webhook.WebhookContext;
import ai.peeker.partner.webhook.WebhookEventHandler;
import ai.peeker.partner.webhook.WebhookHandler;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.assertj.AssertableWebApplicationContext;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;

/** Which method an event arrives at, and which methods are refused at startup. */
class HandlerMethodsTest {
  private static final List<String> CALLS = new CopyOnWriteArrayList<>();
  private static final String SECRET = "whsec_1";

  private final WebApplicationContextRunner runner =
      new WebApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(Generation.ours()))
          .withPropertyValues("peeker.partner.webhook.secret=" + SECRET);

  @BeforeEach
  void forget() {
    CALLS.clear();
  }

  @Test
  void events_arriveAtTheMethodOfTheirType_othersAtTheFallback() {
    runner
        .withBean(Methods.class)
        .run(
            context -> {
              assertThat(deliver(context, "evt_1", "order.completed")).isEqualTo(200);
              assertThat(deliver(context, "evt_1", "order.completed")).isEqualTo(200);
              assertThat(deliver(context, "evt_2", "order.failed")).isEqualTo(200);
              assertThat(deliver(context, "evt_3", "order.invented")).isEqualTo(200);
            });

    assertThat(CALLS)
        .containsExactly("completed ord_1", "failed ord_1 stale=false", "other order.invented");
  }

  @Test
  void event_withoutMethod_isAcknowledged() {
    runner.run(context -> assertThat(deliver(context, "evt_1", "order.failed")).isEqualTo(200));
  }

  @Test
  void handlerBeans_areUsed_evenAsLambdas() {
    runner
        .withUserConfiguration(Beans.class)
        .run(
            context -> {
              deliver(context, "evt_1", "order.completed");
              deliver(context, "evt_2", "order.failed");
            });

    assertThat(CALLS).containsExactly("bean ord_1", "fallback bean order.failed");
  }

  @Test
  void beanOfAnotherScope_isCalledOncePerEvent() {
    runner
        .withUserConfiguration(Scoped.class)
        .run(context -> deliver(context, "evt_1", "order.completed"));

    assertThat(CALLS).containsExactly("scoped");
  }

  @Test
  void method_thatThrows_letsPeekerDeliverAgain() {
    runner
        .withBean(Failing.class)
        .run(
            context -> {
              assertThat(deliver(context, "evt_1", "order.completed")).isEqualTo(500);
              assertThat(deliver(context, "evt_1", "order.completed")).isEqualTo(200);
            });
  }

  @Test
  void twoMethods_ofOneType_areRefusedWithBothNames() {
    runner
        .withBean(Methods.class)
        .withBean(Failing.class)
        .run(
            context ->
                assertThat(context.getStartupFailure())
                    .rootCause()
                    .hasMessageContaining("OrderCompletedEvent has two handlers")
                    .hasMessageContaining("Methods.onCompleted(OrderCompletedEvent)")
                    .hasMessageContaining("Failing.fails(OrderCompletedEvent)"));
  }

  @ParameterizedTest
  @ValueSource(classes = {NoParameter.class, OtherParameter.class, ThreeParameters.class})
  void method_withOtherParameters_isRefusedWithItsName(Class<?> type) {
    runner
        .withBean(type)
        .run(
            context ->
                assertThat(context.getStartupFailure())
                    .rootCause()
                    .hasMessageContaining(type.getName() + ".handle(")
                    .hasMessageContaining("Declare it like onCompleted("));
  }

  @ParameterizedTest
  @ValueSource(classes = {Returning.class, Hidden.class, Static.class})
  void method_thatCannotBeCalledReliably_isRefusedWithItsName(Class<?> type) {
    runner
        .withBean(type)
        .run(
            context ->
                assertThat(context.getStartupFailure())
                    .rootCause()
                    .hasMessageContaining(type.getName() + ".handle(OrderCompletedEvent) must be"));
  }

  private static int deliver(AssertableWebApplicationContext context, String id, String type) {
    byte[] body =
        ("{\"id\":\""
                + id
                + "\",\"type\":\""
                + type
                + "\",\"created_at\":\"2026-05-08T11:59:00Z\","
                + "\"data\":{\"id\":\"ord_1\",\"status\":\"completed\"}}")
            .getBytes(StandardCharsets.UTF_8);
    long now = Instant.now().getEpochSecond();
    return context
        .getBean(WebhookHandler.class)
        .handle(new WebhookSigner(SECRET).headers(now, id, body), body)
        .status();
  }

  static class Methods {
    @PeekerWebhook
    void onCompleted(OrderCompletedEvent event) {
      CALLS.add("completed " + event.data().id());
    }

    @PeekerWebhook
    public void onFailed(OrderFailedEvent event, WebhookContext context) {
      CALLS.add("failed " + event.data().id() + " stale=" + context.isStale());
    }

    @PeekerWebhook
    protected void onOther(WebhookEvent event, WebhookContext context) {
      CALLS.add("other " + context.webhook().type());
    }
  }

  static class Failing {
    private boolean failed;

    @PeekerWebhook
    void fails(OrderCompletedEvent event) {
      if (!failed) {
        failed = true;
        throw new IllegalStateException("not yet");
      }
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class Beans {
    @Bean
    WebhookEventHandler<OrderCompletedEvent> completed() {
      return (event, context) -> CALLS.add("bean " + event.data().id());
    }

    @Bean
    WebhookEventHandler<WebhookEvent> others() {
      return (event, context) -> CALLS.add("fallback bean " + context.webhook().type());
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class Scoped {
    @Bean
    @Scope(value = "prototype", proxyMode = ScopedProxyMode.TARGET_CLASS)
    OnCompleted handler() {
      return new OnCompleted();
    }
  }

  static class OnCompleted {
    @PeekerWebhook
    void handle(OrderCompletedEvent event) {
      CALLS.add("scoped");
    }
  }

  static class NoParameter {
    @PeekerWebhook
    void handle() {}
  }

  static class OtherParameter {
    @PeekerWebhook
    void handle(String event) {}
  }

  static class ThreeParameters {
    @PeekerWebhook
    void handle(OrderCompletedEvent event, WebhookContext context, String more) {}
  }

  static class Returning {
    @PeekerWebhook
    CompletableFuture<Void> handle(OrderCompletedEvent event) {
      return CompletableFuture.completedFuture(null);
    }
  }

  static class Hidden {
    @SuppressWarnings({"UnusedMethod", "UnusedVariable"}) // as compilers say: the mistake to find
    @PeekerWebhook
    private void handle(OrderCompletedEvent event) {}
  }

  static class Static {
    @PeekerWebhook
    static void handle(OrderCompletedEvent event) {}
  }
}
