package ai.peeker.partner.spring.autoconfigure;

import ai.peeker.partner.spring.PeekerPartnerProperties;
import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.Task;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.jdbc.init.DataSourceScriptDatabaseInitializer;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

/** Runs db-scheduler, for applications without its own starter, and creates its table. */
@Configuration(proxyBeanMethods = false)
class SchedulerConfiguration {
  private static final String SCHEMA =
      "classpath:ai/peeker/partner/dbscheduler/schema-@@platform@@.sql";

  /** Longer than most calls take, and shorter than Spring waits. */
  private static final Duration SHUTDOWN = Duration.ofSeconds(25);

  /** The tasks of a transaction are found by the next query after its commit. */
  private static final Duration POLLING_INTERVAL = Duration.ofSeconds(2);

  /** An application without the tasks of another one must not delete their rows. */
  private static final Duration NEVER = Duration.ofDays(36_500);

  /** The work of a process that died is taken over after six of them. */
  private static final Duration HEARTBEAT_INTERVAL = Duration.ofSeconds(10);

  @Bean(destroyMethod = "") // the lifecycle stops it
  @DependsOnDatabaseInitialization
  @ConditionalOnMissingBean(SchedulerClient.class)
  Scheduler peekerScheduler(DataSource dataSource, List<Task<?>> tasks) {
    DataSource joining =
        dataSource instanceof TransactionAwareDataSourceProxy
            ? dataSource
            : new TransactionAwareDataSourceProxy(dataSource);
    return Scheduler.create(joining, tasks)
        .enableImmediateExecution()
        .pollingInterval(POLLING_INTERVAL)
        .heartbeatInterval(HEARTBEAT_INTERVAL)
        .deleteUnresolvedAfter(NEVER)
        .shutdownMaxWait(SHUTDOWN)
        .build();
  }

  @Bean
  @ConditionalOnBean(name = "peekerScheduler")
  SchedulerLifecycle peekerSchedulerLifecycle(Scheduler peekerScheduler) {
    return new SchedulerLifecycle(peekerScheduler);
  }

  /** Named, so that an application can replace it. */
  @Bean
  @ConditionalOnMissingBean(name = "peekerTasksSchemaInitializer")
  DataSourceScriptDatabaseInitializer peekerTasksSchemaInitializer(
      DataSource dataSource, PeekerPartnerProperties properties) {
    return SchemaInitializer.of(SCHEMA, dataSource, properties);
  }
}
