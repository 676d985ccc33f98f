package com.example.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.spring.test.AutoConfigureLocalPeeker;
import ai.peeker.partner.testing.Delivery;
import ai.peeker.partner.testing.LocalOrder;
import ai.peeker.partner.testing.LocalPeeker;
import com.example.shop.Http;
import com.example.shop.PostgresOfTheTest;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;

/** An application that schedules its orders and stores its webhooks, on PostgreSQL. */
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "peeker.partner.orders.encryption-key=Y2FuYXJ5LWtleS1vZi0zMi1ieXRlcy1mb3ItdGVzdHM=",
      "peeker.partner.webhook.inbox=true",
      "peeker.partner.webhook.jdbc.initialize-schema=always",
      "spring.sql.init.mode=always",
      "spring.sql.init.schema-locations=classpath:purchase.sql",
      "management.endpoints.web.exposure.include=*",
      "management.endpoint.env.show-values=always",
      "management.endpoint.configprops.show-values=always",
    })
@AutoConfigureLocalPeeker
@Import(PostgresOfTheTest.class)
@ExtendWith(OutputCaptureExtension.class)
class OutboxTest {
  @Autowired LocalPeeker peeker;
  @Autowired JdbcTemplate database;

  @Value("${local.server.port}")
  int port;

  @BeforeEach
  void emptyDatabase() {
    database.update("delete from purchase");
  }

  @Test
  void purchase_whoseTransactionCommits_isPlacedAndLive() throws Exception {
    buy("purchase-1", "acme-mail.com", true);

    String order = await("select peeker_order from purchase where state = 'placed'", String.class);
    peeker.orders().complete(order);

    assertThat(await("select live from purchase where live > 0", Integer.class)).isEqualTo(1);
    assertThat(peeker.orders().all()).extracting(LocalOrder::id).containsExactly(order);
    assertThat(peeker.webhooks().deliveries()).isNotEmpty().allMatch(Delivery::accepted);
  }

  @Test
  void purchase_whoseTransactionRollsBack_isNotPlaced() throws Exception {
    buy("purchase-2", "beta-mail.com", false);
    buy("purchase-3", "gamma-mail.com", true);

    await(
        "select peeker_order from purchase where id = 'purchase-3' and state = 'placed'",
        String.class);

    assertThat(peeker.orders().all()).hasSize(1);
    assertThat(await("select 0 where not exists (select 1 from scheduled_tasks)", Integer.class))
        .isZero(); // the row goes after the result was reported
  }

  @Test
  void encryptionKey_isInNoEndpointAndNoLog(CapturedOutput output) throws Exception {
    for (String endpoint : new String[] {"env", "configprops", "beans"}) {
      assertThat(Http.get(port, "/actuator/" + endpoint))
          .doesNotContain("Y2FuYXJ5LWtleS1vZi0zMi1ieXRlcy1mb3ItdGVzdHM=");
    }
    assertThat(output.getAll()).doesNotContain("Y2FuYXJ5");
  }

  private void buy(String id, String domain, boolean pays) throws Exception {
    String unused = Http.post(port, "/buy?id=" + id + "&domain=" + domain + "&pays=" + pays);
  }

  /** Asks again until there is a row, for 30 seconds at most. */
  private <T> T await(String query, Class<T> type) {
    long start = System.nanoTime();
    List<T> rows = database.queryForList(query, type);
    while (rows.isEmpty() && System.nanoTime() - start < TimeUnit.SECONDS.toNanos(30)) {
      rows = database.queryForList(query, type);
    }
    assertThat(rows).as(query).hasSize(1);
    return rows.get(0);
  }
}
