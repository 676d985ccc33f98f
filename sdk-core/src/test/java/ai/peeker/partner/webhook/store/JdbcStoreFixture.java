package ai.peeker.partner.webhook.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A store in a schema of its own, which must have all its connections back in the end. */
abstract class JdbcStoreFixture {
  Effects effects;
  JdbcEventStore store;

  Database database() {
    return Database.H2;
  }

  @BeforeEach
  final void createTables() throws SQLException {
    effects = Effects.in(database());
    store = JdbcEventStore.of(effects.pool());
  }

  @AfterEach
  final void giveBack() {
    if (effects != null) { // if there is such a database
      assertThat(effects.connectionsInUse()).isZero();
      effects.close();
    }
  }
}
