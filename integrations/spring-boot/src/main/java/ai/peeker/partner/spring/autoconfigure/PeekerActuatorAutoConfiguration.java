package ai.peeker.partner.spring.autoconfigure;

import ai.peeker.partner.PeekerClient;
import ai.peeker.partner.model.Secret;
import ai.peeker.partner.spring.PeekerConnectionDetails;
import ai.peeker.partner.spring.PeekerPartnerProperties;
import ai.peeker.partner.spring.health.PeekerHealth;
import java.time.Duration;
import java.time.InstantSource;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.util.StringUtils;

/** Finds out the health, and keeps the secrets out of the endpoints of Actuator. */
@AutoConfiguration(after = PeekerClientAutoConfiguration.class)
@ConditionalOnClass(SanitizingFunction.class)
public final class PeekerActuatorAutoConfiguration {
  /** The starters have the health indicators. */
  @Bean
  @ConditionalOnMissingBean
  @ConditionalOnSingleCandidate(PeekerClient.class)
  PeekerHealth peekerHealth(
      ObjectProvider<PeekerClient> client, PeekerPartnerProperties properties) {
    PeekerPartnerProperties.Health health = properties.health();
    return new PeekerHealth(
        client::getIfAvailable,
        positive("health.interval", health.interval()),
        positive("health.timeout", health.timeout()),
        InstantSource.system());
  }

  private static Duration positive(String property, Duration value) {
    if (value.isZero() || value.isNegative()) {
      throw new InvalidPeekerPropertyException(
          property, "it is out of range: " + value + " (expected more than zero)");
    }
    return value;
  }

  /** By value: it may come from any property, such as one that a placeholder names. */
  @Bean
  SanitizingFunction peekerSanitizingFunction(
      PeekerPartnerProperties properties, ObjectProvider<PeekerConnectionDetails> details) {
    return data -> {
      String value = String.valueOf(data.getValue());
      Stream<PeekerConnectionDetails> connections =
          Stream.concat(Stream.of(new PropertiesConnectionDetails(properties)), details.stream());
      return Stream.concat(
                  connections.flatMap(PeekerActuatorAutoConfiguration::secrets),
                  keys(properties.orders()))
              .anyMatch(secret -> StringUtils.hasText(secret) && value.contains(secret))
          ? data.withSanitizedValue()
          : data;
    };
  }

  private static Stream<String> keys(PeekerPartnerProperties.Orders orders) {
    return Stream.concat(
        Stream.ofNullable(orders.encryptionKey()), orders.oldEncryptionKeys().values().stream());
  }

  private static Stream<String> secrets(PeekerConnectionDetails details) {
    return Stream.concat(Stream.ofNullable(details.apiKey()), details.webhookSecrets().stream())
        .map(Secret::reveal);
  }
}
