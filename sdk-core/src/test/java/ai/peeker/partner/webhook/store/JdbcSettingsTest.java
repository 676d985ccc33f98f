package ai.peeker.partner.webhook.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class JdbcSettingsTest {
  private final JdbcEventStore store = JdbcEventStore.of(new JdbcDataSource());

  private static void assertRefused(ThrowingCallable call, String... words) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(words);
  }

  @Test
  void factories_givenNull_refuse() {
    assertRefused(() -> JdbcEventStore.of(null), "dataSource is null");
    assertRefused(() -> JdbcEventStore.within(null, () -> null), "transactions is null");
    assertRefused(() -> JdbcEventStore.within(EventStore.Work::run, null), "connection is null");
  }

  @Test
  void methods_givenNull_refuse() {
    assertRefused(() -> store.claim(null), "event is null");
    assertRefused(() -> store.done(null), "event is null");
    assertRefused(() -> store.failed(null), "event is null");
    assertRefused(() -> store.around(null), "work is null");
    assertRefused(() -> store.withClock(null), "clock is null");
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {"", "a b", "a.b", "a;drop table x", "\"a\"", "1a", "ä", "a\n", "a-b", "a'b"})
  void inSchema_givenNoPlainName_refuses(String name) {
    assertRefused(() -> store.inSchema(name), "The schema is", "plain name");
  }

  @Test
  void inSchema_givenAPlainName_takesIt() {
    assertThatCode(() -> store.inSchema("Partner_2")).doesNotThrowAnyException();
    assertThatCode(() -> store.inSchema("a".repeat(63))).doesNotThrowAnyException();
    assertRefused(() -> store.inSchema("a".repeat(64)), "63");
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"PT0S", "PT0.999S", "PT7.001S", "-PT1S", "PT15S"})
  void withClaimPatience_outOfRange_refuses(Duration patience) {
    assertRefused(
        () -> store.withClaimPatience(patience), "claimPatience is " + patience, "1 to 7");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT1S", "PT7S"})
  void withClaimPatience_atTheEnds_isTaken(Duration patience) {
    assertThatCode(() -> store.withClaimPatience(patience)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"PT23H59M59.999S", "PT0S", "-PT48H", "P3651D"})
  void deleteOlderThan_outOfRange_refuses(Duration age) {
    assertRefused(() -> store.deleteOlderThan(age), "age is " + age, "24 hours");
  }

  @Test
  void within_aSupplierOfNothing_isRefused() {
    JdbcEventStore guest = JdbcEventStore.within(EventStore.Work::run, () -> null);

    assertThatThrownBy(guest::connection)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no connection in this thread");
  }

  @Test
  void schema_always_hasBothTables() {
    assertThat(JdbcEventStore.schema())
        .contains("create table peeker_webhook_event (", "create table peeker_webhook_subject (");
  }
}
