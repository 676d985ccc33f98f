package ai.peeker.partner.webhook.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.peeker.partner.webhook.store.EventStore.Claim;
import ai.peeker.partner.webhook.store.Receiver.FailedOnPurposeException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What a claim finds, in each database. */
@Timeout(60)
@ParameterizedClass
@EnumSource(Database.class)
class JdbcClaimTest extends EachDatabaseFixture {
  @Test
  void claim_ofAnEventNotSeenBefore_isNew() throws Exception {
    assertThat(receiver.deliver(EVENT)).isEqualTo(Claim.NEW);

    assertThat(effects.counts()).containsOnlyKeys("evt_1");
    assertThat(effects.counts()).containsEntry("evt_1", 1);
  }

  @Test
  void claim_ofACommittedEvent_isHandled() throws Exception {
    receiver.deliver(EVENT);

    assertThat(receiver.deliver(EVENT)).isEqualTo(Claim.HANDLED);
    assertThat(effects.counts()).containsEntry("evt_1", 1);
  }

  @Test
  void claim_ofIdsThatDifferInCase_areTwoEvents() throws Exception {
    receiver.deliver(Events.key("evt_a", null, 1));

    assertThat(receiver.deliver(Events.key("evt_A", null, 1))).isEqualTo(Claim.NEW);
  }

  @Test
  void claim_ofTheLongestIds_isNew() throws Exception {
    EventKey longest = Events.key("e".repeat(200), "s".repeat(200), 99);

    assertThat(receiver.deliver(longest)).isEqualTo(Claim.NEW);
    assertThat(receiver.deliver(longest)).isEqualTo(Claim.HANDLED);
  }

  @Test
  void claim_afterAFailure_isNewAgainAndNothingIsLeftOfTheFirst() throws Exception {
    Claimer failing =
        new Claimer(
            store,
            event -> Effects.insert(store.connection(), event),
            event -> {
              throw new FailedOnPurposeException();
            });

    assertThatThrownBy(() -> failing.deliver(EVENT)).isInstanceOf(FailedOnPurposeException.class);

    assertThat(effects.counts()).isEmpty();
    assertThat(effects.number("select count(*) from peeker_webhook_subject")).isZero();
    assertThat(receiver.deliver(EVENT)).isEqualTo(Claim.NEW);
    assertThat(effects.counts()).containsEntry("evt_1", 1);
  }

  @Test
  void claim_thatFoundADuplicate_leavesTheTransactionUsable() throws Exception {
    receiver.deliver(EVENT);

    store.inTransaction(
        () -> {
          assertThat(store.claim(EVENT)).isEqualTo(Claim.HANDLED);
          Effects.insert(store.connection(), EARLIER);
        });

    assertThat(effects.counts()).containsOnlyKeys("evt_0", "evt_1");
  }

  @Test
  void claim_afterALaterEventOnItsSubject_isStale() throws Exception {
    receiver.deliver(EVENT);

    assertThat(receiver.deliver(EARLIER)).isEqualTo(Claim.STALE);
    assertThat(receiver.deliver(EARLIER)).isEqualTo(Claim.HANDLED);
    assertThat(effects.counts()).containsOnlyKeys("evt_0", "evt_1");
  }

  @Test
  void claim_afterAStaleEvent_isStillComparedWithTheLatest() throws Exception {
    receiver.deliver(EVENT);
    receiver.deliver(Events.key("evt_late", "ord_1", 1));

    assertThat(receiver.deliver(EARLIER)).isEqualTo(Claim.STALE);
  }

  @Test
  void claim_ofTheSamePosition_isNotStale() throws Exception {
    receiver.deliver(EVENT);

    assertThat(receiver.deliver(Events.key("evt_2", "ord_1", 5))).isEqualTo(Claim.NEW);
  }

  @Test
  void claim_ofALaterEventOrAnotherSubjectOrNone_isNotStale() throws Exception {
    receiver.deliver(EVENT);

    assertThat(receiver.deliver(Events.key("evt_2", "ord_1", 6))).isEqualTo(Claim.NEW);
    assertThat(receiver.deliver(Events.key("evt_3", "ord_2", 1))).isEqualTo(Claim.NEW);
    assertThat(receiver.deliver(Events.key("evt_4", null, 9))).isEqualTo(Claim.NEW);
    assertThat(receiver.deliver(Events.key("evt_5", null, 1))).isEqualTo(Claim.NEW);
  }

  @Test
  void claim_afterALaterEventFailed_isNotStale() throws Exception {
    Claimer failing =
        new Claimer(
            store,
            event -> {
              throw new FailedOnPurposeException();
            });
    assertThatThrownBy(() -> failing.deliver(EVENT)).isInstanceOf(FailedOnPurposeException.class);

    assertThat(receiver.deliver(EARLIER)).isEqualTo(Claim.NEW);
  }

  /** To take that for a duplicate would lose the event. */
  @Test
  void claim_thatViolatesAnotherRule_isThrown() throws Exception {
    effects.execute("alter table peeker_webhook_event add column tenant int not null");

    assertThatThrownBy(() -> receiver.deliver(EVENT))
        .isInstanceOf(SQLException.class)
        .hasMessageMatching("(?is).*null.*tenant.*|.*tenant.*(null|default value).*");
  }

  @Test
  void claim_withoutTables_isThrown() throws Exception {
    effects.execute("drop table peeker_webhook_event");

    assertThatThrownBy(() -> receiver.deliver(EVENT)).isInstanceOf(SQLException.class);
  }

  @Test
  void claim_leavesTheTimeLimitOfOtherStatementsAlone() throws Exception {
    store.inTransaction(
        () -> {
          store.claim(EVENT);
          store.markHandled(EVENT);
          try (PreparedStatement statement = store.connection().prepareStatement("select 1")) {
            assertThat(statement.getQueryTimeout()).isZero();
          }
        });
  }
}
