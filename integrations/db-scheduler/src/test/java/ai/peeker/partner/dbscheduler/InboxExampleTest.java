package ai.peeker.partner.dbscheduler;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.PeekerClient;
import ai.peeker.partner.model.Secret;
import ai.peeker.partner.testing.LocalPeeker;
import com.example.shop.InboxReceiver;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The example of the guide, which receives the webhooks of a LocalPeeker. */
@Timeout(60)
class InboxExampleTest {
  @Test
  void order_thatIsCompleted_isLiveInTheShop() throws Exception {
    InboxDatabase database = InboxDatabase.postgres();
    database.execute("create table orders (id varchar(100) primary key, live boolean not null)");
    try (LocalPeeker peeker = LocalPeeker.builder().bundle(Shop.BUNDLE, 1).start();
        PeekerClient client = peeker.client();
        InboxReceiver receiver =
            new InboxReceiver(database.pool(), Secret.of(peeker.webhooks().secret()), 0)) {
      peeker.webhooks().sendTo(receiver.url());
      String id = client.orders().create(Shop.order("one")).id();
      database.execute("insert into orders values ('" + id + "', false)");

      peeker.orders().complete(id);

      while (database.rows("select id from orders where live").isEmpty()) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
      }
      assertThat(database.rows("select id from orders where live")).containsExactly(id);
    }
  }
}
