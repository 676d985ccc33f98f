package ai.peeker.partner.spring.autoconfigure;

import ai.peeker.partner.PeekerClient;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/** Says what to do if a bean needs a client and there is none, because there is no API key. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class MissingApiKeyFailureAnalyzer
    extends AbstractFailureAnalyzer<NoSuchBeanDefinitionException> {
  private final Environment environment;

  MissingApiKeyFailureAnalyzer(Environment environment) {
    this.environment = environment;
  }

  @Override
  protected @Nullable FailureAnalysis analyze(Throwable root, NoSuchBeanDefinitionException cause) {
    if (cause.getBeanType() != PeekerClient.class
        || cause.getNumberOfBeansFound() > 0
        || ConnectionCondition.isSet(environment, "peeker.partner.api-key")) {
      return null;
    }
    return new FailureAnalysis(
        NeedyBean.needing("a PeekerClient", root) + ", but no API key is set.",
        "Set the property peeker.partner.api-key, for instance by the environment variable"
            + " PEEKER_PARTNER_APIKEY. A test needs no key with @AutoConfigureLocalPeeker.",
        cause);
  }
}
