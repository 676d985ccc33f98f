package ai.peeker.partner.spring.autoconfigure;

import static ai.peeker.partner.spring.autoconfigure.InvalidPeekerPropertyException.pass;
import static ai.peeker.partner.spring.autoconfigure.InvalidPeekerPropertyException.resolved;

import ai.peeker.partner.model.Secret;
import ai.peeker.partner.spring.PeekerConnectionDetails;
import ai.peeker.partner.spring.PeekerPartnerProperties;
import ai.peeker.partner.webhook.VerifiedWebhook;
import ai.peeker.partner.webhook.WebhookHandler;
import ai.peeker.partner.webhook.WebhookListener;
import ai.peeker.partner.webhook.WebhookVerifier;
import ai.peeker.partner.webhook.store.EventStore;
import java.util.List;
import java.util.concurrent.Executor;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.util.StringUtils;

/** Configures the handling of webhooks, if a secret is set. */
@AutoConfiguration(
    after = PeekerClientAutoConfiguration.class,
    afterName = {
      // of Spring Boot 3
      "org.springframework.boot.autoconfigure.jdbc.DataSourceTransactionManagerAutoConfiguration",
      "org.springframework.boot.autoconfigure.orm.jpa.HibernateJpaAutoConfiguration",
      "org.springframework.boot.autoconfigure.transaction.TransactionAutoConfiguration",
      // of Spring Boot 4
      "org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration",
      "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration",
      "org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration"
    })
@Conditional(ConnectionCondition.WebhookSecret.class)
@Import({
  JdbcEventStoreConfiguration.class,
  MemoryEventStoreConfiguration.class, // after the one above
  ServletWebhookConfiguration.class,
  ReactiveWebhookConfiguration.class
})
public final class PeekerWebhookAutoConfiguration {
  private static final Log LOG = LogFactory.getLog(PeekerWebhookAutoConfiguration.class);

  /** No candidate by type: an application that injects an {@code Executor} means another one. */
  @Bean(defaultCandidate = false)
  @ConditionalOnMissingBean(name = "peekerWebhookExecutor")
  Executor peekerWebhookExecutor(PeekerPartnerProperties properties) {
    return new WebhookExecutor(properties.webhook().maxConcurrent());
  }

  /** Lazy, because the beans with its methods come first. */
  @Bean(ConnectionCondition.HANDLER)
  @Lazy
  @ConditionalOnMissingBean
  WebhookHandler webhookHandler(
      PeekerConnectionDetails details,
      PeekerPartnerProperties properties,
      EventStore store,
      @Qualifier("peekerWebhookExecutor") Executor executor,
      ObjectProvider<WebhookListener> listeners,
      ConfigurableListableBeanFactory beans) {
    WebhookHandler.Builder builder =
        WebhookHandler.builder(verifier(details.webhookSecrets(), properties.webhook()))
            .store(store)
            .executor(executor)
            .onFailure(PeekerWebhookAutoConfiguration::log);
    pass(
        "webhook.response-timeout",
        properties.webhook().responseTimeout(),
        builder::responseTimeout);
    listeners.orderedStream().forEach(builder::listener);
    new WebhookHandlers(beans).register(builder);
    return builder.build();
  }

  private static WebhookVerifier verifier(
      List<Secret> secrets, PeekerPartnerProperties.Webhook properties) {
    WebhookVerifier.Builder builder = WebhookVerifier.builder();
    int single = StringUtils.hasText(properties.secret()) ? 1 : 0;
    for (int i = 0; i < secrets.size(); i++) {
      String label = i < single ? "secret" : "secrets[" + (i - single) + "]";
      String property = "webhook." + label;
      pass(property, resolved(property, secrets.get(i)), value -> builder.secret(label, value));
    }
    pass("webhook.tolerance", properties.tolerance(), builder::tolerance);
    pass(
        "webhook.max-body-size",
        properties.maxBodySize(),
        size -> builder.maxBodyBytes((int) Math.min(size.toBytes(), Integer.MAX_VALUE)));
    return builder.build();
  }

  private static void log(VerifiedWebhook webhook, Throwable failure) {
    LOG.warn(webhook + " was not handled; Peeker delivers it again.", failure);
  }
}
