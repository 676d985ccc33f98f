package ai.peeker.partner.dbscheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.peeker.partner.PeekerClient;
import ai.peeker.partner.error.RateLimitedException;
import ai.peeker.partner.ratelimit.JdbcRateLimiter;
import ai.peeker.partner.testing.LocalPeeker;
import com.example.shop.PeekerClients;
import com.example.shop.Purchases;
import com.github.kagkarlsson.scheduler.Scheduler;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The examples of the guides on orders and on the rate limit, on PostgreSQL. */
@Timeout(60)
class GuideExamplesTest {
  private final LocalPeeker peeker = LocalPeeker.builder().bundle(Shop.BUNDLE, 1).start();

  @AfterEach
  void close() {
    peeker.close();
  }

  @Test
  void purchase_thatIsCommitted_isPlaced() throws Exception {
    InboxDatabase database = InboxDatabase.postgres();
    database.execute(
        "create table purchase (id varchar(100) primary key, status varchar(20), detail text)");
    Purchases purchases = new Purchases(database.pool());
    OrderOutbox outbox = Purchases.outbox(peeker.client(), new byte[32], purchases);
    Scheduler scheduler = Purchases.startPlacing(outbox, database.pool());
    try {
      purchases.buy("purchase-1", Shop.order("one"), outbox);
      assertThatThrownBy(() -> purchases.buy("purchase-1", Shop.order("two"), outbox))
          .hasMessageContaining("purchase");

      String placed = "select detail from purchase where id = 'purchase-1' and status = 'placed'";
      while (database.rows(placed).isEmpty()) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
      }
      assertThat(peeker.orders().all()).hasSize(1);
      assertThat(database.rows(placed)).containsExactly(peeker.orders().all().get(0).id());
    } finally {
      scheduler.stop();
    }
  }

  @Test
  void clientsOfTwoMachines_shareTheLimit() throws Exception {
    InboxDatabase database = InboxDatabase.postgres();
    database.execute(JdbcRateLimiter.schema());
    DataSource pool = database.pool();
    try (PeekerClient one = PeekerClients.of(builder(), pool, 3);
        PeekerClient other = PeekerClients.of(builder(), pool, 3)) {
      assertThat(one.account().me()).isNotNull();
      assertThat(other.account().me()).isNotNull();
      assertThat(one.account().me()).isNotNull();

      assertThatThrownBy(() -> other.account().me()).isInstanceOf(RateLimitedException.class);

      assertThat(peeker.requests()).hasSize(3);
    }
  }

  private PeekerClient.Builder builder() {
    return peeker.clientBuilder().timeout(Duration.ofSeconds(5));
  }
}
