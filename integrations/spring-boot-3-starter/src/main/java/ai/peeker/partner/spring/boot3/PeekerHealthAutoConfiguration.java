package ai.peeker.partner.spring.boot3;

import ai.peeker.partner.spring.autoconfigure.PeekerActuatorAutoConfiguration;
import ai.peeker.partner.spring.health.PeekerHealth;
import org.springframework.boot.actuate.autoconfigure.health.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Configures the health indicator {@code peeker}. */
@AutoConfiguration(after = PeekerActuatorAutoConfiguration.class)
@ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnBean(PeekerHealth.class)
public final class PeekerHealthAutoConfiguration {
  @Bean
  @ConditionalOnEnabledHealthIndicator("peeker")
  @ConditionalOnMissingBean(name = "peekerHealthIndicator")
  HealthIndicator peekerHealthIndicator(PeekerHealth health) {
    return new Indicator(health);
  }

  private static final class Indicator extends AbstractHealthIndicator {
    private final PeekerHealth health;

    Indicator(PeekerHealth health) {
      super("The state of Peeker cannot be read");
      this.health = health;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
      PeekerHealth.State state = health.state();
      if (state == null) {
        builder.unknown();
      } else {
        builder.status(state.isUp() ? "UP" : "DOWN").withDetails(state.details());
      }
    }
  }
}
