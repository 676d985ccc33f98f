package ai.peeker.partner.spring.autoconfigure;

import ai.peeker.partner.spring.PeekerConnectionDetails;
import ai.peeker.partner.spring.PeekerPartnerProperties;
import ai.peeker.partner.webhook.WebhookHandler;
import ai.peeker.partner.webhook.WebhookResult;
import java.util.Map;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/** The endpoint that receives webhooks: the part that servlets and WebFlux share. */
abstract class WebhookEndpoint implements SmartInitializingSingleton {
  private static final Log LOG = LogFactory.getLog(WebhookEndpoint.class);

  private final ObjectProvider<WebhookHandler> handler;
  private final boolean open;
  private final String path;

  WebhookEndpoint(
      ObjectProvider<WebhookHandler> handler,
      PeekerConnectionDetails details,
      PeekerPartnerProperties properties,
      ConfigurableListableBeanFactory beans) {
    this.handler = handler;
    this.path = properties.webhook().path();
    this.open =
        !details.webhookSecrets().isEmpty()
            || ConnectionCondition.hasOther(beans, WebhookHandler.class);
    if (!path.matches("/[^*?{]*")) { // nor a pattern
      throw new InvalidPeekerPropertyException(
          "webhook.path", "\"" + path + "\" is not a path like /webhooks/peeker");
    }
  }

  /** Returns the mapping of this endpoint; empty without a secret to verify webhooks with. */
  final Map<String, WebhookEndpoint> mapping() {
    return open ? Map.of(path, this) : Map.of();
  }

  /** Finds the handlers when all beans are there, so that a mistake stops the start. */
  @Override
  public void afterSingletonsInstantiated() {
    if (open) {
      WebhookHandler unused = handler();
    }
  }

  final WebhookHandler handler() {
    return handler.getObject();
  }

  /** Logs the result; its failure was logged by the handler. */
  static int status(WebhookResult result) {
    if (result.kind() == WebhookResult.Kind.UNVERIFIED) {
      LOG.warn(result);
    } else {
      LOG.debug(result);
    }
    return result.status();
  }
}
