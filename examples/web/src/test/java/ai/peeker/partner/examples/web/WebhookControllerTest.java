package ai.peeker.partner.examples.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ai.peeker.partner.webhook.WebhookHandler;
import ai.peeker.partner.webhook.store.JdbcEventStore;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionTemplate;

/** The controller in Spring Boot, with its store in the transactions of the effect. */
class WebhookControllerTest extends ReceiverContract {
  private static ServletWebServerApplicationContext application;

  @BeforeAll
  static void start() {
    application =
        (ServletWebServerApplicationContext)
            new SpringApplicationBuilder(WebhookApplication.class).run();
  }

  @AfterAll
  static void stop() {
    application.close();
  }

  @Override
  URI url() {
    return URI.create("http://127.0.0.1:" + application.getWebServer().getPort() + "/webhooks");
  }

  @Override
  EffectsInTheDatabase effects() {
    return application.getBean(EffectsInTheDatabase.class);
  }

  @Override
  Class<?> receiver() {
    return WebhookController.class;
  }

  // ---- the transaction

  @ParameterizedTest
  @MethodSource("failures")
  void effect_failingAfterItsInsert_leavesNothing(Throwable failure) throws Exception {
    byte[] body = Webhooks.orderCompleted(id, order);
    effects().failNext(failure);

    assertStatus(500, Webhooks.request(url(), id, body));
    assertThat(effects().count(order)).isZero();
    assertThat(effects().claims(id)).isZero();

    assertStatus(200, Webhooks.request(url(), id, body));
    assertStatus(200, Webhooks.request(url(), id, body));
    assertThat(effects().count(order)).isEqualTo(1);
    assertThat(effects().claims(id)).isEqualTo(1);
  }

  static Stream<Throwable> failures() {
    return Stream.of(
        new IOException("checked"),
        new IllegalStateException("unchecked"),
        new StackOverflowError("an error"));
  }

  @Test
  void effect_markingANestedTransactionForRollback_isAFailure() throws Exception {
    TransactionTemplate transactions = application.getBean(TransactionTemplate.class);
    assertRolledBack(
        transactions,
        () -> transactions.executeWithoutResult(TransactionExecution::setRollbackOnly));
  }

  /** Without a check, Spring rolls back in silence, and the delivery is answered with 200. */
  @Test
  void effect_markingItsTransactionForRollback_isAFailure() throws Exception {
    AtomicReference<TransactionStatus> current = new AtomicReference<>();
    TransactionTemplate transactions =
        new TransactionTemplate(application.getBean(PlatformTransactionManager.class)) {
          @Override
          public <T> T execute(TransactionCallback<T> action) {
            return super.execute(
                status -> {
                  current.set(status);
                  return action.doInTransaction(status);
                });
          }
        };
    assertRolledBack(transactions, () -> current.get().setRollbackOnly());
  }

  private void assertRolledBack(TransactionTemplate transactions, Runnable markForRollback) {
    JdbcEventStore store =
        new WebhookStoreConfiguration()
            .eventStore(transactions, application.getBean(DataSource.class));
    AtomicBoolean marked = new AtomicBoolean();
    WebhookHandler handler =
        Handlers.of(
            store,
            (event, context) -> {
              effects().orderIsLive(order);
              if (!marked.getAndSet(true)) {
                markForRollback.run();
              }
            });
    byte[] body = Webhooks.orderCompleted(id, order);

    assertThat(handler.handle(Webhooks.headers(id, body), body).status()).isEqualTo(500);
    assertThat(effects().count(order)).isZero();
    assertThat(handler.handle(Webhooks.headers(id, body), body).status()).isEqualTo(200);
    assertThat(effects().count(order)).isEqualTo(1);
  }

  /** The pool has two connections: a connection that is not returned is missed at once. */
  @Test
  void connection_outsideATransaction_isRejected() throws Exception {
    JdbcEventStore store = application.getBean(JdbcEventStore.class);
    for (int i = 0; i < 10; i++) {
      assertThatIllegalStateException()
          .isThrownBy(store::connection)
          .withMessageContaining("outside a transaction");
    }
    assertStatus(200, Webhooks.request(url(), id, Webhooks.orderCompleted(id, order)));
  }

  /** application.properties limits the pool to two connections. */
  @Test
  void connections_ofManyDeliveries_areReturned() throws Exception {
    for (int i = 0; i < 10; i++) {
      String each = id + "_" + i;
      if (i % 2 == 0) {
        effects().failNext(new IOException("disk full"));
      }
      assertStatus(
          i % 2 == 0 ? 500 : 200,
          Webhooks.request(url(), each, Webhooks.orderCompleted(each, order + i)));
    }
  }

  // ---- the pitfalls that docs/webhook-receivers.md describes

  @Test
  void requestBody_bytesOfAForm_areNotTheRawOnes() throws Exception {
    URI bytes = url().resolve("/bytes");
    byte[] body = ("{\"id\":\"" + id + "\",\"type\":\"t\"}").getBytes(StandardCharsets.UTF_8);

    assertStatus(200, Webhooks.request(bytes, id, body));
    assertStatus(
        400,
        Webhooks.request(bytes, id, body)
            .setHeader("Content-Type", "application/x-www-form-urlencoded"));
  }

  @Test
  void requestBody_textInAnotherCharset_isNotTheRawBytes() throws Exception {
    URI text = url().resolve("/text");
    byte[] body =
        ("{\"id\":\"" + id + "\",\"type\":\"Zo\u00eb\"}").getBytes(StandardCharsets.UTF_8);

    assertStatus(200, Webhooks.request(text, id, body));
    assertStatus(
        400,
        Webhooks.request(text, id, body)
            .setHeader("Content-Type", "application/json; charset=ISO-8859-1"));
  }
}
