package ai.peeker.partner.spring.autoconfigure;

import ai.peeker.partner.webhook.store.EventStore;
import ai.peeker.partner.webhook.store.MemoryEventStore;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Remembers handled events in memory, if nothing else does. */
@Configuration(proxyBeanMethods = false)
class MemoryEventStoreConfiguration {
  private static final Log LOG = LogFactory.getLog(MemoryEventStoreConfiguration.class);

  @Bean
  @ConditionalOnMissingBean
  EventStore peekerEventStore() {
    LOG.info(
        "Handled webhooks are remembered in memory: after a restart an event may be handled again."
            + " With a single DataSource and its transaction manager they are remembered in the"
            + " database.");
    return MemoryEventStore.create();
  }
}
