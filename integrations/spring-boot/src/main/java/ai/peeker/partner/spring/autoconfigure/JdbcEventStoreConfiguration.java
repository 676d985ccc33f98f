package ai.peeker.partner.spring.autoconfigure;

import ai.peeker.partner.spring.PeekerPartnerProperties;
import ai.peeker.partner.webhook.store.EventStore;
import ai.peeker.partner.webhook.store.JdbcEventStore;
import java.sql.Connection;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.jdbc.init.DataSourceScriptDatabaseInitializer;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Remembers handled events in the database, in Spring's transaction of their effect. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass({DataSourceUtils.class, DataSourceScriptDatabaseInitializer.class})
@ConditionalOnSingleCandidate(DataSource.class)
@ConditionalOnBean(PlatformTransactionManager.class)
class JdbcEventStoreConfiguration {
  private static final String SCHEMA =
      "classpath:ai/peeker/partner/webhook/store/schema-@@platform@@.sql";

  @Bean
  @DependsOnDatabaseInitialization
  @ConditionalOnMissingBean(EventStore.class)
  @ConditionalOnSingleCandidate(PlatformTransactionManager.class)
  JdbcEventStore peekerEventStore(
      DataSource dataSource, PlatformTransactionManager transactionManager) {
    TransactionTemplate transactions = new TransactionTemplate(transactionManager);
    return JdbcEventStore.joining(work -> run(work, transactions), () -> connection(dataSource));
  }

  /** Named, so that an application can replace it. */
  @Bean
  @ConditionalOnMissingBean(name = "peekerSchemaInitializer")
  @ConditionalOnBean(JdbcEventStore.class)
  DataSourceScriptDatabaseInitializer peekerSchemaInitializer(
      DataSource dataSource, PeekerPartnerProperties properties) {
    return SchemaInitializer.of(SCHEMA, dataSource, properties);
  }

  /** Outside a transaction nothing would return the connection to the pool. */
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
