package ai.peeker.partner.spring.autoconfigure;

import ai.peeker.partner.spring.PeekerConnectionDetails;
import ai.peeker.partner.spring.PeekerPartnerProperties;
import ai.peeker.partner.webhook.WebhookHandler;
import ai.peeker.partner.webhook.WebhookResult;
import java.util.List;
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
  private final ObjectProvider<WebhookReceiver> receiver;
  private final boolean open;
  private final String path;
  private final long maxBodyBytes;
  private final boolean needsInbox;

  WebhookEndpoint(
      ObjectProvider<WebhookHandler> handler,
      ObjectProvider<WebhookReceiver> receiver,
      PeekerConnectionDetails details,
      PeekerPartnerProperties properties,
      ConfigurableListableBeanFactory beans) {
    this.handler = handler;
    this.receiver = receiver;
    this.needsInbox = properties.webhook().inbox();
    this.maxBodyBytes = properties.webhook().maxBodySize().toBytes();
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
      WebhookHandler unused = handler.getObject();
      if (needsInbox && receiver.getIfAvailable() == null) {
        throw new InvalidPeekerPropertyException(
            "webhook.inbox",
            "it needs peeker-partner-sdk-db-scheduler, one DataSource, one transaction manager, and"
                + " no EventStore but the starter's");
      }
    }
  }

  /** Returns one byte more than is accepted, so that a longer body is rejected, not cut. */
  final long maxBytesToRead() {
    return maxBodyBytes + 1;
  }

  /** Returns the status to respond with. */
  final int receive(Map<String, List<String>> headers, byte[] body) {
    WebhookReceiver inbox = receiver.getIfAvailable();
    return status(
        inbox == null ? handler.getObject().handle(headers, body) : inbox.receive(headers, body));
  }

  /** Logs the result; its failure was logged by the handler. */
  private static int status(WebhookResult result) {
    if (result.kind() == WebhookResult.Kind.UNVERIFIED) {
      LOG.warn(result);
    } else {
      LOG.debug(result);
    }
    return result.status();
  }
}
