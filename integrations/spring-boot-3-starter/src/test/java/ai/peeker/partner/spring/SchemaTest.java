package ai.peeker.partner.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.peeker.partner.webhook.store.DatabaseKind;
import ai.peeker.partner.webhook.store.EventStore;
import ai.peeker.partner.webhook.store.JdbcEventStore;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/** The tables of handled events: created at startup, or by a migration. */
class SchemaTest {
  private static final String COUNT = "select count(*) from peeker_webhook_event";
  private static final String COLUMNS =
      "select table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || ' '"
          + " || coalesce(character_maximum_length, 0) from information_schema.columns"
          + " where lower(table_name) like 'peeker%' order by 1";
  private static final String INDEXES =
      "select index_name from information_schema.indexes"
          + " where index_name like 'PEEKER%' order by 1";

  private final String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withUserConfiguration(Empty.class)
          .withPropertyValues(
              "spring.datasource.url=" + url, "peeker.partner.webhook.secret=whsec_1");

  @ParameterizedTest
  @ValueSource(strings = {"embedded", "always"})
  void tables_areCreatedOnce_andKeptAtTheNextStart(String mode) {
    ApplicationContextRunner started =
        runner.withPropertyValues("peeker.partner.webhook.jdbc.initialize-schema=" + mode);
    started.run(
        context ->
            context
                .getBean(JdbcTemplate.class)
                .update("insert into peeker_webhook_event (event_id, handled_at) values ('e', 1)"));

    started.run(
        context ->
            assertThat(context.getBean(JdbcTemplate.class).queryForObject(COUNT, Integer.class))
                .isEqualTo(1));
  }

  /** Nothing else in the application needs the tables. */
  @Test
  void tables_withLazyInitialization_areThereBeforeTheStore() {
    runner
        .withInitializer(
            context ->
                context.addBeanFactoryPostProcessor(
                    new LazyInitializationBeanFactoryPostProcessor()))
        .run(
            context -> {
              assertThat(context.getBean(EventStore.class)).isInstanceOf(JdbcEventStore.class);
              try (Connection connection = context.getBean(DataSource.class).getConnection();
                  Statement statement = connection.createStatement()) {
                assertThat(statement.executeQuery(COUNT).next()).isTrue();
              }
            });
  }

  /** Such as in a cluster that starts both at once: a pool connects later. */
  @Test
  void database_thatIsNotUpYet_doesNotStopTheStart() {
    runner
        .withPropertyValues(
            "spring.datasource.url=jdbc:postgresql://127.0.0.1:1/shop",
            "spring.datasource.hikari.connection-timeout=250",
            "spring.datasource.hikari.initialization-fail-timeout=-1")
        .run(
            context ->
                assertThat(context.getBean(EventStore.class)).isInstanceOf(JdbcEventStore.class));
  }

  @Test
  void tables_thatAMigrationCreates_areNotCreated() {
    runner
        .withPropertyValues("peeker.partner.webhook.jdbc.initialize-schema=never")
        .run(
            context ->
                assertThatThrownBy(() -> context.getBean(JdbcTemplate.class).queryForList(COUNT))
                    .isInstanceOf(BadSqlGrammarException.class));
  }

  @Test
  void migrationOfFlyway_createsTheTablesOfTheStore_andCanRunAgain() {
    JdbcTemplate migrated = database();
    ResourceDatabasePopulator migration =
        new ResourceDatabasePopulator(
            new ClassPathResource("ai/peeker/partner/spring/flyway/h2/R__peeker_webhook.sql"));
    migration.execute(dataSource(migrated));
    migration.execute(dataSource(migrated));
    JdbcTemplate expected = database();
    new ResourceDatabasePopulator(
            new ByteArrayResource(
                JdbcEventStore.schema(DatabaseKind.H2).getBytes(StandardCharsets.UTF_8)))
        .execute(dataSource(expected));

    assertThat(shape(migrated)).hasSizeGreaterThan(8).isEqualTo(shape(expected));
  }

  private static List<String> shape(JdbcTemplate database) {
    List<String> shape = database.queryForList(COLUMNS, String.class);
    shape.addAll(database.queryForList(INDEXES, String.class));
    return shape;
  }

  private static JdbcTemplate database() {
    return new JdbcTemplate(
        new DriverManagerDataSource("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1"));
  }

  private static javax.sql.DataSource dataSource(JdbcTemplate database) {
    return java.util.Objects.requireNonNull(database.getDataSource());
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Empty {}
}
