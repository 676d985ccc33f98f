package ai.peeker.partner.examples.web;

import ai.peeker.partner.webhook.store.EventStore;
import ai.peeker.partner.webhook.store.JdbcEventStore;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.DataSourceUtils;
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
    return JdbcEventStore.joining(
        work -> run(work, transactions), () -> DataSourceUtils.getConnection(dataSource));
  }

  /** Runs the work in a transaction, which a checked exception rolls back too. */
  private static void run(EventStore.Work work, TransactionTemplate transactions) throws Exception {
    Exception failure =
        transactions.execute(
            status -> {
              try {
                work.run();
                return null;
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
