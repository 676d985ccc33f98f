package ai.peeker.partner.spring.autoconfigure;

import ai.peeker.partner.PeekerClient;
import ai.peeker.partner.micrometer.ObservedCalls;
import ai.peeker.partner.micrometer.ObservedWebhooks;
import ai.peeker.partner.micrometer.PeekerMeters;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Observes calls and webhooks, if the module for Micrometer and a registry are there. */
@AutoConfiguration(
    after = PeekerClientAutoConfiguration.class,
    afterName = {
      // of Spring Boot 3
      "org.springframework.boot.actuate.autoconfigure.metrics.CompositeMeterRegistryAutoConfiguration",
      "org.springframework.boot.actuate.autoconfigure.observation.ObservationAutoConfiguration",
      // of Spring Boot 4
      "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
      "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration"
    })
@ConditionalOnClass({ObservedCalls.class, ObservationRegistry.class})
public final class PeekerMicrometerAutoConfiguration {
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnBean(ObservationRegistry.class)
  static class Observations {
    @Bean
    @ConditionalOnMissingBean
    ObservedCalls peekerObservedCalls(ObservationRegistry registry) {
      return ObservedCalls.of(registry);
    }

    @Bean
    @ConditionalOnMissingBean
    ObservedWebhooks peekerObservedWebhooks(ObservationRegistry registry) {
      return ObservedWebhooks.of(registry);
    }
  }

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(MeterRegistry.class)
  @ConditionalOnBean(MeterRegistry.class)
  static class Meters {
    @Bean
    @ConditionalOnMissingBean
    PeekerMeters peekerMeters(MeterRegistry registry) {
      return PeekerMeters.of(registry);
    }

    @Bean
    @ConditionalOnSingleCandidate(PeekerClient.class)
    MeterBinder peekerRetryBudgetMeters(ObjectProvider<PeekerClient> client) {
      return registry ->
          client.ifAvailable(known -> PeekerMeters.retryBudget(known).bindTo(registry));
    }
  }
}
