package ai.peeker.partner.dbscheduler;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.PeekerClient;
import ai.peeker.partner.call.AttemptRequest;
import ai.peeker.partner.call.CallInfo;
import ai.peeker.partner.call.CallListener;
import ai.peeker.partner.call.PendingOrder;
import ai.peeker.partner.call.PendingOrderCipher;
import ai.peeker.partner.dbscheduler.ScheduledOrder.State;
import ai.peeker.partner.error.CallException;
import ai.peeker.partner.model.ErrorCode;
import com.github.kagkarlsson.scheduler.testhelper.ManualScheduler;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Orders that fail, workers that are slow, and the means of a person. */
class FailingOrderTest extends OrderFixture {
  private static final Duration DAY = Duration.ofHours(25);

  /** Notes its calls, and can fail. */
  private static final class Noting implements OrderListener {
    final List<String> calls = new ArrayList<>();
    boolean fails;

    private void note(String call) {
      calls.add(call);
      if (fails) {
        throw new IllegalStateException("no mail server");
      }
    }

    @Override
    public void onPlaced(String id, String orderId) {
      note("placed " + id + " " + orderId);
    }

    @Override
    public void onRefused(String id, ErrorCode code, String message) {
      note("refused " + id + " " + code);
    }

    @Override
    public void onExpired(String id, PendingOrder pending) {
      String body = new String(pending.body(), StandardCharsets.UTF_8);
      note("expired " + id + " " + body.contains(Shop.domain(id)));
    }

    @Override
    public void onOpen(String id, CallException failure, Instant until) {
      note("open " + id + " " + until.isAfter(Instant.now().plus(Duration.ofHours(23))));
    }
  }

  private final Noting listener = new Noting();

  private OrderOutbox noting(PeekerClient peekerClient, PendingOrderCipher cipher) {
    return OrderOutbox.builder(peekerClient, cipher, listener)
        .delays(Duration.ofMillis(1), Duration.ofMillis(1))
        .build();
  }

  private void schedule(String id) {
    outbox.schedule(id, Shop.order(id), scheduler);
  }

  @Test
  void listenerThatThrows_isCalledAgainAndNothingIsSent() throws SQLException {
    use(noting(client, Shop.CIPHER));
    listener.fails = true;
    schedule("p-1");

    run();

    String order = "placed p-1 " + peeker.orders().all().get(0).id();
    assertThat(listener.calls).hasSizeGreaterThan(1).containsOnly(order);
    assertThat(peeker.requests()).hasSize(1);
    assertThat(outbox.failing(10, scheduler))
        .singleElement()
        .satisfies(it -> assertThat(it.state()).isEqualTo(State.PLACED))
        .satisfies(
            it ->
                assertThat(it.failure())
                    .contains("java.lang.IllegalStateException: no mail server"));

    listener.fails = false;
    run();

    assertThat(waiting()).isZero();
    assertThat(peeker.requests()).hasSize(1);
  }

  @Test
  void orderWhoseKeyIsMissing_isKeptAndPlacedWhenItIsThere() throws SQLException {
    schedule("p-1");
    PendingOrderCipher newKey = PendingOrderCipher.of("2027", new byte[16]);
    use(noting(client, newKey));

    run();

    assertThat(peeker.requests()).isEmpty();
    ScheduledOrder order = outbox.find("p-1", scheduler).orElseThrow();
    assertThat(order.state()).isEqualTo(State.QUEUED);
    assertThat(order.attempts()).isPositive();
    assertThat(order.failure().orElseThrow()).contains("the key \"2026\"").contains("withOldKey");

    use(noting(client, newKey.withOldKey("2026", new byte[32])));
    assertThat(outbox.retry("p-1", scheduler)).isTrue();
    run();

    assertThat(placed()).containsExactly("p-1.com");
    assertThat(outbox.retry("p-1", scheduler)).isFalse();
  }

  @Test
  void orderOfAClosedClient_isKeptAsNeverSent() throws SQLException {
    refuse("p-1");
    PeekerClient closed = peeker.client();
    closed.close();
    schedule("p-1");
    ManualScheduler stopping = scheduler(noting(closed, Shop.CIPHER));
    runOnce(stopping, Duration.ZERO);
    runOnce(stopping, Duration.ofSeconds(1));
    assertThat(outbox.find("p-1", scheduler).orElseThrow().failure().orElseThrow())
        .startsWith("ai.peeker.partner.error.ClientClosedException");

    run();

    assertThat(reports()).containsExactly("p-1 refused domains_not_submittable");
  }

  @Test
  void rowThatWasChanged_isListedAndCanBeDiscarded() throws SQLException {
    schedule("p-1");
    database.execute("update scheduled_tasks set task_data = 'x'::bytea");

    run();

    assertThat(outbox.failing(10, scheduler))
        .singleElement()
        .satisfies(it -> assertThat(it.id()).isEqualTo("p-1"))
        .satisfies(it -> assertThat(it.state()).isEqualTo(State.UNREADABLE));
    assertThat(outbox.discard("p-1", scheduler)).isTrue();
    assertThat(waiting()).isZero();
    assertThat(outbox.discard("p-1", scheduler)).isFalse();
  }

  @Test
  void orderWhoseDataWasMovedToAnotherRow_isNotSent() throws SQLException {
    schedule("p-1");
    database.execute("update scheduled_tasks set task_instance = 'p-2'");

    run();

    assertThat(peeker.requests()).isEmpty();
    assertThat(outbox.failing(10, scheduler)).map(ScheduledOrder::id).containsExactly("p-2");
  }

  @Test
  void failingOrders_areListedBehindManyOthers() throws SQLException {
    for (int i = 0; i < 250; i++) {
      schedule("p-" + (1000 + i));
    }
    database.execute(
        "update scheduled_tasks set task_data = 'x'::bytea, execution_time = now()"
            + " where task_instance in ('p-1240', 'p-1241', 'p-1242')");

    assertThat(outbox.failing(2, scheduler)).map(ScheduledOrder::id).hasSize(2);
    assertThat(outbox.failing(10, scheduler))
        .map(ScheduledOrder::id)
        .containsExactly("p-1240", "p-1241", "p-1242");
  }

  @Test
  void orderWhoseWorkerDiedBeforeSending_isRefusedIfTheServerRejectsIt() throws SQLException {
    refuse("p-1");
    schedule("p-1");
    runOnce(scheduler, Duration.ZERO); // begins, and dies

    run();

    assertThat(reports()).containsExactly("p-1 refused domains_not_submittable");
  }

  @Test
  void orderWhoseWorkerDiedWhileSending_staysOpenIfTheServerRejectsIt() throws SQLException {
    use(noting(client, Shop.CIPHER));
    refuse("p-1");
    schedule("p-1");
    runOnce(scheduler, Duration.ZERO);
    pickAndDie();

    run();

    assertThat(listener.calls).isNotEmpty().containsOnly("open p-1 true");
    assertThat(outbox.find("p-1", scheduler).orElseThrow().state()).isEqualTo(State.OPEN);
  }

  @Test
  void openOrder_afterADay_isReportedAsExpired() throws SQLException {
    use(noting(client, Shop.CIPHER));
    schedule("p-1");
    database.execute("update scheduled_tasks set execution_time = '2000-01-01'");
    runOnce(scheduler, DAY.negated());
    pickAndDie();

    run();

    assertThat(listener.calls).containsExactly("expired p-1 true");
    assertThat(peeker.requests()).isEmpty();
    assertThat(waiting()).isZero();
  }

  /** As a process that is killed while it sends, and another one that notices that. */
  private void pickAndDie() throws SQLException {
    database.execute(
        "update scheduled_tasks set picked = true, picked_by = 'dead', version = version + 1,"
            + " last_heartbeat = '2000-01-01'");
    clock.set(Instant.now());
    scheduler.runDeadExecutionDetection();
  }

  @Test
  void slowWorkerThatIsTakenForDead_doesNotChangeTheResultOfAnother() throws SQLException {
    schedule("p-1");
    ManualScheduler slow = scheduler(slowly(this::takeOver));

    runOnce(slow, Duration.ZERO);
    runOnce(slow, Duration.ofSeconds(1));
    run();

    assertThat(placed()).containsExactly("p-1.com");
    assertThat(peeker.requests()).as("both sent it").hasSize(2);
    String order = "placed p-1 " + peeker.orders().all().get(0).id();
    assertThat(reports())
        .as("of the other worker")
        .containsExactly("p-1 " + order.replace("p-1 ", ""));
    assertThat(listener.calls).as("of the slow worker").isEmpty();
    assertThat(waiting()).isZero();
  }

  @Test
  void slowWorkerWhoseOrderIsRejected_leavesItOpenForTheOther() throws SQLException {
    refuse("p-1");
    schedule("p-1");
    ManualScheduler slow = scheduler(slowly(this::takeOver));

    runOnce(slow, Duration.ZERO);
    runOnce(slow, Duration.ofSeconds(1));
    run();

    assertThat(listener.calls).as("of the slow worker").isEmpty();
    assertThat(reports()).as("of the other worker").isEmpty();
    assertThat(outbox.find("p-1", scheduler).orElseThrow().state()).isEqualTo(State.OPEN);
  }

  private void takeOver() {
    try {
      database.execute("update scheduled_tasks set last_heartbeat = '2000-01-01'");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    scheduler.runDeadExecutionDetection();
    run();
  }

  /** An outbox whose call does something before it is sent. */
  private OrderOutbox slowly(Runnable meanwhile) {
    CallListener pause =
        new CallListener() {
          @Override
          public void onAttemptStart(CallInfo call, AttemptRequest attempt) {
            meanwhile.run();
          }
        };
    return noting(client.withOptions(options -> options.listener(pause)), Shop.CIPHER);
  }
}
