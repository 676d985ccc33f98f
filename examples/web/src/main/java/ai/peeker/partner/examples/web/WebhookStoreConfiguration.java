package ai.peeker.partner.examples.web;

import ai.peeker.partner.webhook.store.EventStore;
import ai.peeker.partner.webhook.store.JdbcEventStore;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * How does the effect of a webhook commit together with the memory of it? In one transaction of
 * Spring, in which {@code JdbcTemplate}, {@code JdbcClient} and repositories take part as always.
 */
@Configuration(proxyBeanMethods = false)
public class WebhookStoreConfiguration {
  /**
   * A store in Spring's transactions.
   *
   * @param transactions of the same data source
   * @param dataSource of the effects
   */
  @Bean
  public JdbcEventStore eventStore(TransactionTemplate transactions, DataSource dataSource) {
    return JdbcEventStore.joining(
        work -> run(work, transactions), () -> DataSourceUtils.getConnection(dataSource));
  }

  /** A template knows no checked exceptions; here they roll back, too, and come out as they are. */
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
