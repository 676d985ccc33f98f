package ai.peeker.partner.dbscheduler;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.dbscheduler.ScheduledOrder.State;
import ai.peeker.partner.model.UnavailableReason;
import ai.peeker.partner.testing.Faults;
import ai.peeker.partner.testing.LocalPeeker;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A process that bought something, what it did before it died, and what another one left of it. */
record OrderLife(
    String id, List<String> steps, boolean died, boolean bought, Optional<State> left) {

  /** How the server treats an order. */
  enum Server {
    ACCEPTS,
    REFUSES,
    LOSES_THE_RESPONSE,
    IS_BUSY_AND_REFUSES,
    IS_DOWN;

    boolean refuses() {
      return this == REFUSES || this == IS_BUSY_AND_REFUSES;
    }

    void prepare(LocalPeeker peeker, String id) {
      String domain = "\"" + Shop.domain(id) + "\"";
      Faults.Requests requests = peeker.faults().when(request -> request.body().contains(domain));
      if (refuses()) {
        peeker.domains().setUnavailable(Shop.domain(id), UnavailableReason.TAKEN);
      }
      switch (this) {
        case LOSES_THE_RESPONSE -> requests.next(1).dropResponse();
        case IS_BUSY_AND_REFUSES -> requests.next(1).rateLimit(Duration.ofSeconds(1));
        case IS_DOWN -> requests.next(1).failWithoutBody(503);
        default -> {}
      }
    }
  }

  static boolean bought(InboxDatabase database, String id) throws SQLException {
    return !database.rows("select id from purchase where id = '" + id + "'").isEmpty();
  }

  /** Checks that the order was placed and reported once, or that there is none. */
  void check(Server server, LocalPeeker peeker, InboxDatabase database) throws SQLException {
    String where = "death at " + steps;
    boolean refused = server.refuses();
    assertThat(orders(peeker)).as(where).hasSize(bought && !refused ? 1 : 0);
    List<String> purchase =
        database.rows("select status, changes from purchase where id = '" + id + "'");
    List<String> results =
        database.rows("select distinct result from report where purchase = '" + id + "'");
    if (!bought) {
      assertThat(results).as(where).isEmpty();
      assertThat(left).as(where).isEmpty();
    } else if (refused && diedWhileSending()) { // perhaps an earlier request placed it
      assertThat(purchase).as(where).containsExactly("open 0");
      assertThat(left).as(where).contains(State.OPEN);
    } else {
      String result = refused ? "refused" : "placed";
      assertThat(purchase).as(where).containsExactly(result + " 1");
      assertThat(results).as(where).hasSize(1);
      assertThat(left).as(where).isEmpty();
    }
  }

  private List<String> orders(LocalPeeker peeker) {
    return peeker.orders().all().stream()
        .filter(order -> order.domains().contains(Shop.domain(id)))
        .map(Object::toString)
        .toList();
  }

  /** Whether it had picked an order that was begun, and had not stored a result. */
  private boolean diedWhileSending() {
    List<String> done = steps.stream().filter(step -> step.startsWith("after execute")).toList();
    long picks = done.stream().filter(step -> step.contains("set picked = ?")).count();
    long results = done.stream().filter(step -> step.contains("task_data = ?")).count();
    return picks > results && picks % 2 == 0; // each second execution sends
  }
}
