package ai.peeker.partner.spring.autoconfigure;

import ai.peeker.partner.PeekerClient;
import ai.peeker.partner.dbscheduler.OrderListener;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/**
 * Says what to do if a bean needs an outbox of orders, and one that the outbox needs is missing.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class MissingOutboxFailureAnalyzer
    extends AbstractFailureAnalyzer<NoSuchBeanDefinitionException> {
  // by name: without db-scheduler there is no such class
  private static final String OUTBOX = "ai.peeker.partner.dbscheduler.OrderOutbox";

  private final BeanFactory beans;
  private final Environment environment;

  MissingOutboxFailureAnalyzer(BeanFactory beans, Environment environment) {
    this.beans = beans;
    this.environment = environment;
  }

  @Override
  protected @Nullable FailureAnalysis analyze(Throwable root, NoSuchBeanDefinitionException cause) {
    Class<?> outbox = cause.getBeanType();
    if (outbox == null || !outbox.getName().equals(OUTBOX) || cause.getNumberOfBeansFound() > 0) {
      return null;
    }
    Map<String, String> remedies = remedies();
    return remedies.isEmpty()
        ? null
        : new FailureAnalysis(
            NeedyBean.needing("an OrderOutbox", root)
                + ", for which there is no "
                + String.join(" and no ", remedies.keySet())
                + ".",
            String.join(" ", remedies.values()),
            cause);
  }

  private Map<String, String> remedies() {
    Map<String, String> remedies = new LinkedHashMap<>();
    if (isMissing(OrderListener.class)) {
      remedies.put(
          "OrderListener",
          "Declare a bean that implements OrderListener; it is notified of the result of each"
              + " order.");
    }
    if (isMissing(PeekerClient.class)
        && !ConnectionCondition.isSet(environment, "peeker.partner.api-key")) {
      remedies.put("PeekerClient", "Set the property peeker.partner.api-key.");
    }
    return remedies;
  }

  private boolean isMissing(Class<?> type) {
    return beans instanceof ListableBeanFactory all
        && BeanFactoryUtils.beanNamesForTypeIncludingAncestors(all, type, true, false).length == 0;
  }
}
