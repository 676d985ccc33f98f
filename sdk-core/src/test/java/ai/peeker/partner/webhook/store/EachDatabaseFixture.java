package ai.peeker.partner.webhook.store;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.Parameter;

/** A store in one database after the other, and a receiver with one effect for each event. */
abstract class EachDatabaseFixture extends JdbcStoreFixture {
  static final EventKey EVENT = Events.key("evt_1", "ord_1", 5);
  static final EventKey EARLIER = Events.key("evt_0", "ord_1", 4);

  @Parameter Database database;
  Claimer receiver;

  @Override
  final Database database() {
    return database;
  }

  @BeforeEach
  final void createReceiver() {
    receiver = new Claimer(store, event -> Effects.insert(store.connection(), event));
  }
}
