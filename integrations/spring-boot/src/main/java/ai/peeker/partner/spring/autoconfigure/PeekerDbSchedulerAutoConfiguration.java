package ai.peeker.partner.spring.autoconfigure;

import ai.peeker.partner.PeekerClient;
import ai.peeker.partner.call.PendingOrderCipher;
import ai.peeker.partner.dbscheduler.OrderListener;
import ai.peeker.partner.dbscheduler.OrderOutbox;
import ai.peeker.partner.dbscheduler.WebhookInbox;
import ai.peeker.partner.spring.PeekerPartnerProperties;
import ai.peeker.partner.webhook.WebhookHandler;
import ai.peeker.partner.webhook.store.JdbcEventStore;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.Task;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.jdbc.init.DataSourceScriptDatabaseInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.StringUtils;

/**
 * Configures the outbox of orders and the inbox of webhooks, if db-scheduler is there: the one of
 * the application, or else one that this class starts.
 */
@AutoConfiguration(
    after = {PeekerClientAutoConfiguration.class, PeekerWebhookAutoConfiguration.class},
    afterName = "com.github.kagkarlsson.scheduler.boot.autoconfigure.DbSchedulerAutoConfiguration")
@ConditionalOnClass({
  OrderOutbox.class,
  DataSourceUtils.class,
  DataSourceScriptDatabaseInitializer.class
})
@ConditionalOnSingleCandidate(DataSource.class)
public final class PeekerDbSchedulerAutoConfiguration {
  /** Places orders that are scheduled in transactions; an application that wants it listens. */
  @Configuration(proxyBeanMethods = false)
  @Import(SchedulerConfiguration.class)
  @ConditionalOnBean({PeekerClient.class, OrderListener.class})
  static class Orders {
    @Bean
    @ConditionalOnMissingBean
    PendingOrderCipher peekerOrderCipher(PeekerPartnerProperties properties) {
      PeekerPartnerProperties.Orders orders = properties.orders();
      if (!StringUtils.hasText(orders.encryptionKey())) {
        throw new InvalidPeekerPropertyException(
            "orders.encryption-key",
            "it is not set, and scheduled orders contain the login password."
                + " Set it to 32 random bytes in Base64");
      }
      if (!orders.encryptionKeyId().matches("[a-z0-9-]+")) { // as the names of properties are read
        throw new InvalidPeekerPropertyException(
            "orders.encryption-key-id",
            "it has characters other than a to z, 0 to 9 and -: \""
                + orders.encryptionKeyId()
                + "\"");
      }
      PendingOrderCipher cipher =
          of(
              "orders.encryption-key",
              orders.encryptionKey(),
              key -> PendingOrderCipher.of(orders.encryptionKeyId(), key));
      for (Map.Entry<String, String> old : orders.oldEncryptionKeys().entrySet()) {
        PendingOrderCipher newer = cipher;
        cipher =
            of(
                "orders.old-encryption-keys." + old.getKey(),
                old.getValue(),
                key -> newer.withOldKey(old.getKey(), key));
      }
      return cipher;
    }

    private static PendingOrderCipher of(
        String property, String key, Function<byte[], PendingOrderCipher> cipher) {
      try {
        return cipher.apply(Base64.getDecoder().decode(key.strip()));
      } catch (IllegalArgumentException e) { // whose message may have the key
        throw new InvalidPeekerPropertyException(
            property, "it is not a key of 16, 24 or 32 bytes in Base64");
      }
    }

    /** The listener is lazy, because it may be the class that schedules orders. */
    @Bean
    @ConditionalOnMissingBean
    OrderOutbox peekerOrderOutbox(
        PeekerClient client, PendingOrderCipher cipher, @Lazy OrderListener listener) {
      return OrderOutbox.builder(client, cipher, listener).build();
    }

    @Bean
    Task<String> peekerOrderTask(OrderOutbox outbox) {
      return outbox.task();
    }
  }

  /** Stores webhooks and handles them afterwards. */
  @Configuration(proxyBeanMethods = false)
  @Import(SchedulerConfiguration.class)
  @ConditionalOnBean({WebhookHandler.class, JdbcEventStore.class})
  @ConditionalOnProperty(name = "peeker.partner.webhook.inbox", havingValue = "true")
  static class Webhooks {
    @Bean
    @ConditionalOnMissingBean
    WebhookInbox peekerWebhookInbox(WebhookHandler handler) {
      return WebhookInbox.builder(handler).build();
    }

    @Bean
    Task<String> peekerWebhookTask(WebhookInbox inbox) {
      return inbox.task();
    }

    /** In a transaction, which is committed before the response, even with auto-commit off. */
    @Bean
    WebhookReceiver peekerWebhookReceiver(
        WebhookInbox inbox,
        ObjectProvider<SchedulerClient> scheduler,
        PlatformTransactionManager transactionManager) {
      TransactionTemplate transaction = new TransactionTemplate(transactionManager);
      return (headers, body) ->
          Objects.requireNonNull(
              transaction.execute(status -> inbox.receive(headers, body, scheduler.getObject())));
    }
  }
}
