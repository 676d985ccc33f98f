package ai.peeker.partner.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.peeker.partner.PeekerClient;
import ai.peeker.partner.call.CallEnd;
import ai.peeker.partner.call.CallInfo;
import ai.peeker.partner.call.CallListener;
import ai.peeker.partner.error.ClientClosedException;
import ai.peeker.partner.model.Secret;
import ai.peeker.partner.testing.LocalPeeker;
import ai.peeker.partner.testing.junit.LocalPeekerTest;
import ai.peeker.partner.webhook.WebhookHandler;
import ai.peeker.partner.webhook.store.EventStore;
import ai.peeker.partner.webhook.store.JdbcEventStore;
import ai.peeker.partner.webhook.store.MemoryEventStore;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Which beans there are, with which parts of Spring. */
@LocalPeekerTest
class ContextTest {
  private static final String[] ACTUATOR = {
    "org.springframework.boot.actuate", "org.springframework.boot.health", "io.micrometer.core"
  };
  private static final String[] DATABASE = {
    "org.springframework.jdbc", "org.springframework.boot.jdbc", "org.springframework.boot.sql"
  };
  private static final String[] WEB = {
    "org.springframework.web", "org.springframework.http", "jakarta.servlet", "reactor"
  };

  private final ApplicationContextRunner plain =
      new ApplicationContextRunner()
          .withUserConfiguration(Empty.class)
          .withPropertyValues(
              "peeker.partner.api-key=pk_test_1", "peeker.partner.webhook.secret=whsec_1");

  /** Without the automatic configuration of Spring Boot itself, which needs its own classes. */
  private final WebApplicationContextRunner alone =
      new WebApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(Generation.ours()))
          .withPropertyValues(
              "peeker.partner.api-key=pk_test_1", "peeker.partner.webhook.secret=whsec_1");

  private final WebApplicationContextRunner servlet =
      new WebApplicationContextRunner()
          .withUserConfiguration(Empty.class)
          .withPropertyValues(
              "peeker.partner.api-key=pk_test_1", "peeker.partner.webhook.secret=whsec_1");

  @Test
  void client_ofTheApplication_isKept() {
    try (PeekerClient own = PeekerClient.builder().apiKey("pk_test_own").build()) {
      plain
          .withBean("own", PeekerClient.class, () -> own)
          .run(context -> assertThat(context.getBean(PeekerClient.class)).isSameAs(own));
    }
  }

  @Test
  void client_afterTheContext_isClosed() {
    PeekerClient[] client = new PeekerClient[1];
    plain.run(context -> client[0] = context.getBean(PeekerClient.class));

    assertThatThrownBy(() -> client[0].account().me()).isInstanceOf(ClientClosedException.class);
  }

  @Test
  void details_ofTheApplication_replaceTheProperties(LocalPeeker peeker) {
    new WebApplicationContextRunner()
        .withUserConfiguration(Empty.class)
        .withPropertyValues("peeker.partner.api-key=pk_live_other")
        .withBean(PeekerConnectionDetails.class, () -> details(peeker))
        .run(
            context -> {
              context.getBean(PeekerClient.class).account().me();
              assertThat(context).hasSingleBean(WebhookHandler.class);
            });
    assertThat(peeker.requests()).hasSize(1);
  }

  @Test
  void details_withoutWebhookSecrets_receiveNoWebhooks(LocalPeeker peeker) {
    new WebApplicationContextRunner()
        .withUserConfiguration(Empty.class)
        .withBean(
            PeekerConnectionDetails.class,
            () ->
                new PeekerConnectionDetails() {
                  @Override
                  public Secret apiKey() {
                    return Secret.of("pk_test_1");
                  }
                })
        .run(context -> assertThat(context).hasNotFailed().hasSingleBean(PeekerClient.class));
  }

  private static CallListener adding(List<String> calls) {
    return new CallListener() {
      @Override
      public void onCallEnd(CallInfo call, CallEnd end) {
        calls.add(call.operation());
      }
    };
  }

  @Test
  void listenersAndCustomizers_areApplied(LocalPeeker peeker) {
    List<String> calls = new ArrayList<>();
    plain
        .withBean("first", CallListener.class, () -> adding(calls))
        .withBean("second", CallListener.class, () -> adding(calls))
        .withBean(
            PeekerClientCustomizer.class,
            () ->
                builder ->
                    builder
                        .baseUrl(peeker.baseUrl().toString())
                        .apiKey(peeker.apiKey())
                        .header("X-Shop", "7"))
        .run(context -> context.getBean(PeekerClient.class).account().me());

    assertThat(calls).hasSize(2);
    assertThat(peeker.requests().get(0).header("X-Shop")).contains("7");
  }

  @Test
  void store_withDatabase_isThere() {
    servlet.run(
        context ->
            assertThat(context.getBean(EventStore.class)).isInstanceOf(JdbcEventStore.class));
  }

  @Test
  void context_withoutDatabase_remembersInMemory() {
    alone
        .withClassLoader(new FilteredClassLoader(DATABASE))
        .run(
            context ->
                assertThat(context.getBean(EventStore.class)).isInstanceOf(MemoryEventStore.class));
  }

  @Test
  void context_withoutDataSource_remembersInMemory() {
    servlet
        .withPropertyValues(
            "spring.autoconfigure.exclude="
                + Generation.className("jdbc", "DataSourceAutoConfiguration"))
        .run(
            context ->
                assertThat(context.getBean(EventStore.class)).isInstanceOf(MemoryEventStore.class));
  }

  @Test
  void context_withoutActuator_starts() {
    alone
        .withClassLoader(new FilteredClassLoader(ACTUATOR))
        .run(
            context ->
                assertThat(context)
                    .hasSingleBean(PeekerClient.class)
                    .hasBean("peekerWebhookMapping")
                    .doesNotHaveBean("peekerHealthIndicator"));
  }

  @Test
  void context_withoutMicrometer_starts() {
    servlet
        .withClassLoader(new FilteredClassLoader("ai.peeker.partner.micrometer"))
        .run(context -> assertThat(context).hasSingleBean(PeekerClient.class));
  }

  @Test
  void context_withoutWeb_starts() {
    new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(Generation.ours()))
        .withPropertyValues(
            "peeker.partner.api-key=pk_test_1", "peeker.partner.webhook.secret=whsec_1")
        .withClassLoader(new FilteredClassLoader(WEB))
        .run(
            context ->
                assertThat(context)
                    .hasSingleBean(PeekerClient.class)
                    .hasSingleBean(WebhookHandler.class)
                    .doesNotHaveBean("peekerWebhookMapping"));
  }

  @Test
  void endpoint_inEachKindOfWebApplication_isThere() {
    servlet.run(context -> assertThat(context).hasBean("peekerWebhookMapping"));
    new ReactiveWebApplicationContextRunner()
        .withUserConfiguration(Empty.class)
        .withPropertyValues("peeker.partner.webhook.secrets=whsec_1,whsec_2")
        .run(context -> assertThat(context).hasBean("peekerWebhookMapping"));
  }

  @Test
  void properties_asString_containNoSecret() {
    plain.run(
        context ->
            assertThat(context.getBean(PeekerPartnerProperties.class).toString())
                .doesNotContain("pk_test_1", "whsec_1"));
  }

  private static PeekerConnectionDetails details(LocalPeeker peeker) {
    return new PeekerConnectionDetails() {
      @Override
      public String baseUrl() {
        return peeker.baseUrl().toString();
      }

      @Override
      public Secret apiKey() {
        return Secret.of(peeker.apiKey());
      }

      @Override
      public List<Secret> webhookSecrets() {
        return List.of(Secret.of(peeker.webhooks().secret()));
      }
    };
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Empty {
    @Bean
    String unrelated() {
      return "unrelated";
    }
  }
}
