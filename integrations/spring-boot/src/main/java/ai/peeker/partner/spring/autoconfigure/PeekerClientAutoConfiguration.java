package ai.peeker.partner.spring.autoconfigure;

import static ai.peeker.partner.spring.autoconfigure.InvalidPeekerPropertyException.pass;
import static ai.peeker.partner.spring.autoconfigure.InvalidPeekerPropertyException.resolved;

import ai.peeker.partner.PeekerClient;
import ai.peeker.partner.call.CallListener;
import ai.peeker.partner.call.RetryPolicy;
import ai.peeker.partner.model.Secret;
import ai.peeker.partner.spring.PeekerClientCustomizer;
import ai.peeker.partner.spring.PeekerConnectionDetails;
import ai.peeker.partner.spring.PeekerPartnerProperties;
import java.time.Duration;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;

/** Configures the client, which is closed with the context. */
@AutoConfiguration
@EnableConfigurationProperties(PeekerPartnerProperties.class)
public final class PeekerClientAutoConfiguration {
  @Bean(ConnectionCondition.DETAILS)
  @ConditionalOnMissingBean
  PeekerConnectionDetails connectionDetails(PeekerPartnerProperties properties) {
    return new PropertiesConnectionDetails(properties);
  }

  /** Null without a key: an application that only receives webhooks has details without one. */
  @Bean
  @ConditionalOnMissingBean
  @Conditional(ConnectionCondition.ApiKey.class)
  @Nullable PeekerClient peekerClient(
      PeekerConnectionDetails details,
      PeekerPartnerProperties properties,
      ObjectProvider<CallListener> listeners,
      ObjectProvider<PeekerClientCustomizer> customizers) {
    Secret key = details.apiKey();
    if (key == null) {
      return null;
    }
    PeekerClient.Builder builder = PeekerClient.builder();
    apply(properties, builder);
    pass("base-url", details.baseUrl(), builder::baseUrl);
    pass("api-key", resolved("api-key", key).reveal(), builder::apiKey);
    listeners.orderedStream().forEach(builder::listener);
    customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
    try {
      return builder.build();
    } catch (IllegalArgumentException e) {
      throw new InvalidPeekerPropertyException("api-key", String.valueOf(e.getMessage()));
    }
  }

  private static void apply(PeekerPartnerProperties properties, PeekerClient.Builder builder) {
    if (properties.testKeysOnly() && properties.liveKeysOnly()) {
      throw new InvalidPeekerPropertyException(
          "test-keys-only", "it is true, as live-keys-only is; no key would be accepted");
    }
    if (properties.testKeysOnly()) {
      builder.testKeysOnly();
    }
    if (properties.liveKeysOnly()) {
      builder.liveKeysOnly();
    }
    pass("timeout", properties.timeout(), builder::timeout);
    pass("attempt-timeout", properties.attemptTimeout(), builder::attemptTimeout);
    pass("rate-limit", properties.rateLimit(), builder::rateLimit);
    pass("check-domain-count", properties.checkDomainCount(), builder::checkDomainCount);
    pass("count-bundle-domains", properties.countBundleDomains(), builder::countBundleDomains);
    builder.retryPolicy(retryPolicy(properties.retry()));
  }

  private static RetryPolicy retryPolicy(PeekerPartnerProperties.Retry retry) {
    RetryPolicy policy = RetryPolicy.defaults();
    policy = with(policy, "max-attempts", retry.maxAttempts(), RetryPolicy::withMaxAttempts);
    policy = with(policy, "jitter", retry.jitter(), RetryPolicy::withJitter);
    policy =
        with(
            policy,
            "default-retry-after",
            retry.defaultRetryAfter(),
            RetryPolicy::withDefaultRetryAfter);
    Duration base = retry.baseDelay() == null ? policy.baseDelay() : retry.baseDelay();
    Duration max = retry.maxDelay() == null ? policy.maxDelay() : retry.maxDelay();
    policy = with(policy, "max-delay", max, (p, value) -> p.withBackoff(Duration.ZERO, value));
    return with(policy, "base-delay", base, (p, value) -> p.withBackoff(value, p.maxDelay()));
  }

  private static <T> RetryPolicy with(
      RetryPolicy policy,
      String property,
      @Nullable T value,
      BiFunction<RetryPolicy, T, RetryPolicy> change) {
    RetryPolicy[] changed = {policy};
    pass("retry." + property, value, set -> changed[0] = change.apply(policy, set));
    return changed[0];
  }
}
