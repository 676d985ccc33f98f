package ai.peeker.partner.spring.autoconfigure;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/** Says which property is invalid, where it is set, and why. Never shows its value by itself. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class InvalidPeekerPropertyFailureAnalyzer
    extends AbstractFailureAnalyzer<InvalidPeekerPropertyException> {
  private final Environment environment;

  InvalidPeekerPropertyFailureAnalyzer(Environment environment) {
    this.environment = environment;
  }

  @Override
  protected FailureAnalysis analyze(Throwable root, InvalidPeekerPropertyException cause) {
    return new FailureAnalysis(
        "The configuration of Peeker is invalid:\n\n    Property: "
            + cause.property()
            + origin(cause.property())
            + "\n    Reason: "
            + cause.problem(),
        "Change the property " + cause.property() + ".",
        cause);
  }

  private String origin(String property) {
    ConfigurationPropertyName name = ConfigurationPropertyName.ofIfValid(property);
    if (name == null) {
      return "";
    }
    for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
      ConfigurationProperty found = source.getConfigurationProperty(name);
      if (found != null && found.getOrigin() != null) {
        return "\n    Origin: " + found.getOrigin();
      }
    }
    return "";
  }
}
