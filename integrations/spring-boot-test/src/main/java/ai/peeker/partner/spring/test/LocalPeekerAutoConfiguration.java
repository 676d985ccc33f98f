package ai.peeker.partner.spring.test;

import ai.peeker.partner.call.RateLimiter;
import ai.peeker.partner.model.Secret;
import ai.peeker.partner.spring.PeekerClientCustomizer;
import ai.peeker.partner.spring.PeekerConnectionDetails;
import ai.peeker.partner.spring.PeekerPartnerProperties;
import ai.peeker.partner.spring.autoconfigure.PeekerClientAutoConfiguration;
import ai.peeker.partner.testing.LocalPeeker;
import java.util.List;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/** Starts a {@link LocalPeeker}, which supplies the connection details. */
@AutoConfiguration(before = PeekerClientAutoConfiguration.class)
public final class LocalPeekerAutoConfiguration {
  @Bean
  @ConditionalOnMissingBean
  LocalPeeker localPeeker() {
    return LocalPeeker.start();
  }

  @Bean
  @Primary
  PeekerConnectionDetails localPeekerConnectionDetails(LocalPeeker peeker) {
    return new LocalConnectionDetails(peeker);
  }

  /** A LocalPeeker has no rate limit by default, and its time stands still. */
  @Bean
  @Order(Ordered.HIGHEST_PRECEDENCE)
  PeekerClientCustomizer unlimited(PeekerPartnerProperties properties) {
    return builder -> {
      if (properties.rateLimit() == null) {
        builder.rateLimiter(RateLimiter.unlimited());
      }
    };
  }

  @Bean
  WebhookTarget peekerWebhookTarget(
      LocalPeeker peeker, PeekerPartnerProperties properties, Environment environment) {
    return new WebhookTarget(peeker, properties.webhook().path(), environment);
  }

  private record LocalConnectionDetails(LocalPeeker peeker) implements PeekerConnectionDetails {
    @Override
    public String baseUrl() {
      return peeker.baseUrl().toString();
    }

    @Override
    public Secret apiKey() {
      return Secret.of(peeker.apiKey());
    }

    @Override
    public List<Secret> webhookSecrets() {
      return List.of(Secret.of(peeker.webhooks().secret()));
    }
  }
}
