package ai.peeker.partner.spring;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.model.OrderCompletedEvent;
import ai.peeker.partner.webhook.WebhookContext;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.aop.framework.autoproxy.BeanNameAutoProxyCreator;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Methods that cannot handle each event are rejected at startup. */
class RejectedMethodsTest {
  private final WebApplicationContextRunner runner =
      new WebApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(Generation.ours()))
          .withPropertyValues("peeker.partner.webhook.secret=whsec_1");

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

  @ParameterizedTest
  @ValueSource(classes = {JdkProxy.class, FinalMethod.class})
  void method_thatTheProxyOfItsBeanLacks_isRejectedAtStartup(Class<?> configuration) {
    runner
        .withUserConfiguration(configuration)
        .run(
            context ->
                assertThat(context.getStartupFailure())
                    .rootCause()
                    .hasMessageContaining("handle")
                    .hasMessageContaining("proxy"));
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

  @Configuration(proxyBeanMethods = false)
  static class Proxies {
    @Bean
    static BeanNameAutoProxyCreator proxies() {
      BeanNameAutoProxyCreator proxies = new BeanNameAutoProxyCreator();
      proxies.setBeanNames("handler");
      return proxies;
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class JdkProxy extends Proxies {
    @Bean
    Callable<String> handler() {
      return new Service();
    }
  }

  static class Service implements Callable<String> {
    @Override
    public String call() {
      return "";
    }

    @PeekerWebhook
    public void handle(OrderCompletedEvent event) {}
  }

  @Configuration(proxyBeanMethods = false)
  static class FinalMethod extends Proxies {
    @Bean
    FinalHandler handler() {
      return new FinalHandler();
    }
  }

  static class FinalHandler {
    @PeekerWebhook
    final void handle(OrderCompletedEvent event) {}
  }
}
