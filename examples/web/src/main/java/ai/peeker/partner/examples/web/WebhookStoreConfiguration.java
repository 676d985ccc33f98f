package ai.peeker.partner.examples.web;

import ai.peeker.partner.webhook.store.EventStore;
import ai.peeker.partner.webhook.store.JdbcEventStore;
import java.sql.Connection;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * How does the effect of a webhook commit together with the record that it was handled? In one
 * Spring transaction, in which {@code JdbcTemplate}, {@code JdbcClient} and repositories take part.
 */
@Configuration(proxyBeanMethods = false)
public class WebhookStoreConfiguration {
  /**
   * Creates a store that takes part in Spring's transactions.
   *
   * @param transactions the transactions of the data source
   * @param dataSource the database that the handlers write to
   */
  @Bean
  public JdbcEventStore eventStore(TransactionTemplate transactions, DataSource dataSource) {
    return JdbcEventStore.joining(work -> run(work, transactions), () -> connection(dataSource));
  }

  /** Outside a transaction nobody would return the connection to the pool. */
  private static Connection connection(DataSource dataSource) {
    if (!TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException(
          "connection() was called outside a transaction. Call it in the handler of an event.");
    }
    return DataSourceUtils.getConnection(dataSource);
  }

  /**
   * Runs the work in a transaction, which a checked exception rolls back too. If the handler marks
   * the transaction for rollback, the event was not handled: Spring would roll it back in silence.
   */
  private static void run(EventStore.Work work, TransactionTemplate transactions) throws Exception {
    Exception failure =
        transactions.execute(
            status -> {
              try {
                work.run();
                return status.isRollbackOnly()
                    ? new IllegalStateException("The handler marked its transaction for rollback.")
                    : null;
              } catch (Exception e) {
                status.setRollbackOnly();
                return e;
              }
            });
    if (failure != null) {
      throw failure;
    }
  }
}
