package ai.peeker.partner.webhook.store;

import ai.peeker.partner.webhook.store.EventStore.Claim;
import java.io.IOException;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A receiver in a separate process so that it can be killed: {@code Mortal URL EVENT WHERE} handles
 * one event and waits to be killed {@code before-commit}, {@code after-commit} or {@code never}.
 * Prints its place, or in the end the claim.
 */
final class Mortal {
  private Mortal() {}

  /** The URL of a PostgreSQL with the tables. */
  public static void main(String[] arguments) throws Exception {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(arguments[0]);
    EventKey event = Events.key(arguments[1], "ord_1", 1);
    String where = arguments[2];
    JdbcEventStore store = JdbcEventStore.of(source);
    Receiver receiver =
        new Receiver(
            store,
            it -> Effects.insert(store.connection(), it),
            it -> waitIf(where, "before-commit"));

    Claim claim = receiver.deliver(event);

    waitIf(where, "after-commit");
    Forked.print(claim.name());
  }

  private static void waitIf(String where, String here) throws IOException {
    if (where.equals(here)) {
      Forked.print(here);
      while (System.in.read() >= 0) {
        // nothing is written to it; it ends with the process that started this one
      }
      throw new IOException("the test is gone");
    }
  }
}
