package ai.peeker.partner.webhook.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class JdbcSettingsTest {
  private final JdbcEventStore store = JdbcEventStore.of(new JdbcDataSource());

  private static void assertRejected(ThrowingCallable call, String... words) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(words);
  }

  @Test
  void factories_givenNull_rejects() {
    assertRejected(() -> JdbcEventStore.of(null), "dataSource must not be null");
    assertRejected(() -> JdbcEventStore.joining(null, () -> null), "transactions must not be null");
    assertRejected(
        () -> JdbcEventStore.joining(EventStore.Work::run, null), "connection must not be null");
  }

  @Test
  void methods_givenNull_rejects() {
    assertRejected(() -> store.claim(null), "event must not be null");
    assertRejected(() -> store.markHandled(null), "event must not be null");
    assertRejected(() -> store.release(null), "event must not be null");
    assertRejected(() -> store.inTransaction(null), "work must not be null");
    assertRejected(() -> store.laterEvent(null), "event must not be null");
    assertRejected(() -> JdbcEventStore.schema(null), "database must not be null");
    assertRejected(() -> store.withClaimTimeout(null), "claimTimeout must not be null");
    assertRejected(() -> store.deleteOlderThan(null), "age must not be null");
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {"", "a b", "a.b", "a;drop table x", "\"a\"", "1a", "ä", "a\n", "a-b", "a'b"})
  void inSchema_givenNoPlainName_rejects(String name) {
    assertRejected(() -> store.inSchema(name), "schema must have", "63 ASCII letters");
  }

  @Test
  void inSchema_givenAPlainName_takesIt() {
    assertThatCode(() -> store.inSchema("Partner_2")).doesNotThrowAnyException();
    assertThatCode(() -> store.inSchema("a".repeat(63))).doesNotThrowAnyException();
    assertRejected(() -> store.inSchema("a".repeat(64)), "63");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT0.999S", "PT7.001S", "-PT1S", "PT15S"})
  void withClaimTimeout_outOfRange_rejects(Duration patience) {
    assertRejected(
        () -> store.withClaimTimeout(patience),
        "claimTimeout is out of range: " + patience,
        "1 to 7");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT1S", "PT7S"})
  void withClaimTimeout_atTheEnds_isTaken(Duration patience) {
    assertThatCode(() -> store.withClaimTimeout(patience)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT24H59M59.999S", "PT0S", "-PT48H", "P3651D"})
  void deleteOlderThan_outOfRange_rejects(Duration age) {
    assertRejected(() -> store.deleteOlderThan(age), "age is out of range: " + age, "25 hours");
  }

  @Test
  void joining_aSupplierOfNothing_isRejected() {
    JdbcEventStore guest = JdbcEventStore.joining(EventStore.Work::run, () -> null);

    assertThatThrownBy(guest::connection)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll("connection supplier returned null", "inTransaction(…)");
  }

  @ParameterizedTest
  @EnumSource
  void schema_always_hasBothTables(DatabaseKind database) {
    assertThat(JdbcEventStore.schema(database))
        .contains("create table peeker_webhook_event (", "create table peeker_webhook_subject (");
  }
}
