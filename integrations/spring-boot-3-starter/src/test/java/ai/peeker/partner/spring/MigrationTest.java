package ai.peeker.partner.spring;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.model.OrderCompletedEvent;
import ai.peeker.partner.testing.WebhookSigner;
import ai.peeker.partner.webhook.WebhookHandler;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/** The migrations of docs/spring-boot.md, on PostgreSQL. */
class MigrationTest {
  private static final String FLYWAY =
      "--spring.flyway.locations="
          + "classpath:db/migration,classpath:ai/peeker/partner/spring/flyway/{vendor}";
  private static final String LIQUIBASE =
      "--spring.liquibase.change-log=classpath:peeker-changelog.xml";

  private EmbeddedPostgres postgres;

  @BeforeEach
  void startPostgres() throws IOException {
    postgres = EmbeddedPostgres.start();
  }

  @AfterEach
  void stopPostgres() throws IOException {
    postgres.close();
  }

  /** The second start finds the tables; so does a schema that is created at startup as well. */
  @ParameterizedTest
  @ValueSource(strings = {"flyway", "liquibase"})
  void migration_beforeTheFirstWebhook_createsTheTables(String tool) {
    for (String mode : new String[] {"never", "never", "always"}) {
      try (ConfigurableApplicationContext context = start(tool, mode)) {
        assertThat(deliver(context, "evt_" + mode)).isEqualTo(200);
      }
    }
    assertThat(
            new JdbcTemplate(postgres.getPostgresDatabase())
                .queryForList(
                    "select event_id from peeker_webhook_event order by event_id", String.class))
        .containsExactly("evt_always", "evt_never");
  }

  private ConfigurableApplicationContext start(String tool, String mode) {
    return new SpringApplicationBuilder(Application.class)
        .web(WebApplicationType.NONE)
        .run(
            "--spring." + tool + ".enabled=true",
            FLYWAY,
            LIQUIBASE,
            "--spring.datasource.url=" + postgres.getJdbcUrl("postgres", "postgres"),
            "--peeker.partner.webhook.secret=whsec_1",
            "--peeker.partner.webhook.jdbc.initialize-schema=" + mode);
  }

  private static int deliver(ConfigurableApplicationContext context, String id) {
    byte[] body =
        ("{\"id\":\""
                + id
                + "\",\"type\":\"order.completed\",\"created_at\":\"2026-05-08T11:59:00Z\","
                + "\"data\":{\"id\":\"ord_1\",\"status\":\"completed\"}}")
            .getBytes(StandardCharsets.UTF_8);
    return context
        .getBean(WebhookHandler.class)
        .handle(
            new WebhookSigner("whsec_1").headers(Instant.now().getEpochSecond(), id, body), body)
        .status();
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Application {
    @PeekerWebhook
    void onCompleted(OrderCompletedEvent event) {}
  }
}
