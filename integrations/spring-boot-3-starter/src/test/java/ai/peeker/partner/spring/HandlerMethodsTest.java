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
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.assertj.AssertableWebApplicationContext;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;

/** Which method an event arrives at. */
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
  void handlerBeanOfAnotherScope_isCalledOncePerEvent() {
    runner
        .withUserConfiguration(ScopedBeans.class)
        .run(
            context -> {
              deliver(context, "evt_1", "order.completed");
              deliver(context, "evt_2", "order.failed");
            });

    assertThat(CALLS).containsExactly("scoped lambda ord_1", "scoped class ord_1");
  }

  @Test
  void methodOfAGenericClass_handlesTheTypeOfTheSubclass() {
    runner
        .withBean(GenericCompleted.class)
        .withBean(GenericFailed.class)
        .run(
            context -> {
              deliver(context, "evt_1", "order.completed");
              deliver(context, "evt_2", "order.failed");
              deliver(context, "evt_3", "order.in_progress");
            });

    assertThat(CALLS)
        .containsExactly("GenericCompleted OrderCompletedEvent", "GenericFailed OrderFailedEvent");
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

  @Configuration(proxyBeanMethods = false)
  static class ScopedBeans {
    @Bean
    @Scope(value = "prototype", proxyMode = ScopedProxyMode.INTERFACES)
    WebhookEventHandler<OrderCompletedEvent> completed() {
      return (event, context) -> CALLS.add("scoped lambda " + event.data().id());
    }

    @Bean
    @Scope(value = "prototype", proxyMode = ScopedProxyMode.TARGET_CLASS)
    OnFailed failed() {
      return new OnFailed();
    }
  }

  static class OnFailed implements WebhookEventHandler<OrderFailedEvent> {
    @Override
    public void handle(OrderFailedEvent event, WebhookContext context) {
      CALLS.add("scoped class " + event.data().id());
    }
  }

  abstract static class Generic<E extends WebhookEvent> {
    @PeekerWebhook
    void handle(E event) {
      CALLS.add(getClass().getSimpleName() + " " + event.getClass().getSimpleName());
    }
  }

  static class GenericCompleted extends Generic<OrderCompletedEvent> {}

  static class GenericFailed extends Generic<OrderFailedEvent> {}
}
