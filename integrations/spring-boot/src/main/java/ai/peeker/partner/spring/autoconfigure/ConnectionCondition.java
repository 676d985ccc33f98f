package ai.peeker.partner.spring.autoconfigure;

import ai.peeker.partner.spring.PeekerConnectionDetails;
import ai.peeker.partner.webhook.WebhookHandler;
import java.util.Arrays;
import java.util.List;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.ConfigurationCondition;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/** Matches if a property is set, or if connection details do not come from properties. */
abstract class ConnectionCondition extends SpringBootCondition implements ConfigurationCondition {
  /** The name of the bean whose details come from properties. */
  static final String DETAILS = "peekerPropertiesConnectionDetails";

  /** The name of the handler whose secrets come from the details. */
  static final String HANDLER = "peekerPropertiesWebhookHandler";

  private static final Bindable<List<String>> STRINGS = Bindable.listOf(String.class);

  @Override
  public ConfigurationPhase getConfigurationPhase() {
    return ConfigurationPhase.REGISTER_BEAN;
  }

  @Override
  public ConditionOutcome getMatchOutcome(
      ConditionContext context, AnnotatedTypeMetadata metadata) {
    ConfigurableListableBeanFactory beans = context.getBeanFactory();
    boolean matches =
        (beans != null && (hasOther(beans, PeekerConnectionDetails.class) || hasInstead(beans)))
            || isSet(context.getEnvironment());
    ConditionMessage.Builder message = ConditionMessage.forCondition("Peeker");
    return new ConditionOutcome(
        matches, matches ? message.because("it is configured") : message.because(missing()));
  }

  abstract boolean isSet(Environment environment);

  abstract String missing();

  boolean hasInstead(ConfigurableListableBeanFactory beans) {
    return false;
  }

  static boolean hasOther(ConfigurableListableBeanFactory beans, Class<?> type) {
    return Arrays.stream(beans.getBeanNamesForType(type, true, false))
        .anyMatch(name -> !name.equals(DETAILS) && !name.equals(HANDLER));
  }

  /**
   * Returns whether a property has a value. A placeholder without a value is one: who uses the
   * property rejects it, with its name.
   */
  static boolean isSet(Environment environment, String property) {
    return Binder.get(environment)
        .bind(property, STRINGS)
        .map(values -> values.stream().anyMatch(StringUtils::hasText))
        .orElse(false);
  }

  /** For the client. */
  static final class ApiKey extends ConnectionCondition {
    @Override
    boolean isSet(Environment environment) {
      return isSet(environment, "peeker.partner.api-key");
    }

    @Override
    String missing() {
      return "peeker.partner.api-key is not set";
    }
  }

  /** For webhooks; a handler of the application has its secrets already. */
  static final class WebhookSecret extends ConnectionCondition {
    @Override
    boolean isSet(Environment environment) {
      return isSet(environment, "peeker.partner.webhook.secret")
          || isSet(environment, "peeker.partner.webhook.secrets");
    }

    @Override
    String missing() {
      return "peeker.partner.webhook.secret is not set";
    }

    @Override
    boolean hasInstead(ConfigurableListableBeanFactory beans) {
      return hasOther(beans, WebhookHandler.class);
    }
  }
}
