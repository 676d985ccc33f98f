package ai.peeker.partner.spring;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.PeekerClient;
import ai.peeker.partner.model.Secret;
import ai.peeker.partner.webhook.WebhookHandler;
import ai.peeker.partner.webhook.WebhookVerifier;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;

/** The starter beside the beans of Spring Boot and of the application. */
class CoexistenceTest {
  private final WebApplicationContextRunner runner =
      new WebApplicationContextRunner().withUserConfiguration(Empty.class);

  /** Which runs {@code @Async} methods, and the asynchronous requests of Spring MVC. */
  @Test
  void taskExecutor_ofSpringBoot_isKept() {
    runner
        .withPropertyValues("peeker.partner.webhook.secret=whsec_1")
        .run(
            context -> {
              assertThat(context).hasBean("applicationTaskExecutor");
              assertThat(context.getBean(Executor.class))
                  .isSameAs(context.getBean("applicationTaskExecutor"));
            });
  }

  @Test
  void webhookHandler_ofTheApplication_isServedWithItsOwnSecret() {
    runner
        .withBean(
            WebhookHandler.class,
            () ->
                WebhookHandler.builder(
                        WebhookVerifier.builder().secret("own", Secret.of("whsec_own")).build())
                    .fallback((event, handling) -> {})
                    .build())
        .run(context -> assertThat(paths(context)).containsExactly("/webhooks/peeker"));
  }

  @Test
  void details_withoutKey_onlyReceiveWebhooks() {
    runner
        .withBean(PeekerConnectionDetails.class, () -> details(null))
        .run(
            context -> {
              assertThat(context).hasNotFailed().hasSingleBean(WebhookHandler.class);
              assertThat(context.getBeanProvider(PeekerClient.class).getIfAvailable()).isNull();
              assertThat(paths(context)).containsExactly("/webhooks/peeker");
            });
  }

  /** Such as LocalPeeker's, in a test on a machine without the variables of production. */
  @Test
  void details_replaceProperties_whosePlaceholdersHaveNoValue() {
    runner
        .withPropertyValues(
            "peeker.partner.api-key=${PEEKER_NO_SUCH_VARIABLE}",
            "peeker.partner.webhook.secret=${PEEKER_NO_SUCH_VARIABLE}")
        .withBean(PeekerConnectionDetails.class, () -> details(Secret.of("pk_test_1")))
        .run(
            context ->
                assertThat(context)
                    .hasNotFailed()
                    .hasSingleBean(PeekerClient.class)
                    .hasSingleBean(WebhookHandler.class));
  }

  private static PeekerConnectionDetails details(@Nullable Secret key) {
    return new PeekerConnectionDetails() {
      @Override
      public @Nullable Secret apiKey() {
        return key;
      }

      @Override
      public List<Secret> webhookSecrets() {
        return List.of(Secret.of("whsec_1"));
      }
    };
  }

  private static Set<String> paths(ApplicationContext context) {
    return context
        .getBean("peekerWebhookMapping", SimpleUrlHandlerMapping.class)
        .getHandlerMap()
        .keySet();
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Empty {}
}
