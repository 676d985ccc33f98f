package ai.peeker.partner.spring.autoconfigure;

import ai.peeker.partner.spring.PeekerConnectionDetails;
import ai.peeker.partner.spring.PeekerPartnerProperties;
import ai.peeker.partner.webhook.WebhookHandler;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;

/** Receives webhooks with Spring MVC. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(SimpleUrlHandlerMapping.class)
class ServletWebhookConfiguration {
  @Bean
  Endpoint peekerWebhookEndpoint(
      ObjectProvider<WebhookHandler> handler,
      ObjectProvider<WebhookReceiver> receiver,
      PeekerConnectionDetails details,
      PeekerPartnerProperties properties,
      ConfigurableListableBeanFactory beans) {
    return new Endpoint(handler, receiver, details, properties, beans);
  }

  @Bean
  SimpleUrlHandlerMapping peekerWebhookMapping(Endpoint endpoint) {
    return new SimpleUrlHandlerMapping(endpoint.mapping(), Ordered.HIGHEST_PRECEDENCE);
  }

  /** Passes the stream of raw bytes on: a converter would read all of it, and may change it. */
  static final class Endpoint extends WebhookEndpoint implements HttpRequestHandler {
    Endpoint(
        ObjectProvider<WebhookHandler> handler,
        ObjectProvider<WebhookReceiver> receiver,
        PeekerConnectionDetails details,
        PeekerPartnerProperties properties,
        ConfigurableListableBeanFactory beans) {
      super(handler, receiver, details, properties, beans);
    }

    @Override
    public void handleRequest(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      if (!request.getMethod().equals("POST")) {
        response.setHeader("Allow", "POST");
        response.setStatus(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
        return;
      }
      byte[] body = request.getInputStream().readNBytes((int) maxBytesToRead());
      response.setStatus(receive(headers(request), body));
      response.setContentLength(0);
      response.flushBuffer(); // a server that shuts down may close the connection when this returns
    }

    private static Map<String, List<String>> headers(HttpServletRequest request) {
      Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      for (String name : Collections.list(request.getHeaderNames())) {
        headers.put(name, Collections.list(request.getHeaders(name)));
      }
      return headers;
    }
  }
}
