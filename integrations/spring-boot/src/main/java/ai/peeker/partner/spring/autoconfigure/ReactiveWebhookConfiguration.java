package ai.peeker.partner.spring.autoconfigure;

import ai.peeker.partner.spring.PeekerConnectionDetails;
import ai.peeker.partner.spring.PeekerPartnerProperties;
import ai.peeker.partner.webhook.WebhookHandler;
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
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebHandler;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Receives webhooks with WebFlux. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@ConditionalOnClass(SimpleUrlHandlerMapping.class)
class ReactiveWebhookConfiguration {
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

  /** Waits for the handler outside the event loop. */
  static final class Endpoint extends WebhookEndpoint implements WebHandler {
    Endpoint(
        ObjectProvider<WebhookHandler> handler,
        ObjectProvider<WebhookReceiver> receiver,
        PeekerConnectionDetails details,
        PeekerPartnerProperties properties,
        ConfigurableListableBeanFactory beans) {
      super(handler, receiver, details, properties, beans);
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange) {
      ServerHttpRequest request = exchange.getRequest();
      ServerHttpResponse response = exchange.getResponse();
      if (!HttpMethod.POST.equals(request.getMethod())) {
        response.getHeaders().set(HttpHeaders.ALLOW, "POST");
        response.setStatusCode(HttpStatus.METHOD_NOT_ALLOWED);
        return response.setComplete();
      }
      Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      request.getHeaders().forEach(headers::put);
      return body(request)
          .publishOn(Schedulers.boundedElastic())
          .map(body -> HttpStatusCode.valueOf(receive(headers, body)))
          .flatMap(
              status -> {
                response.setStatusCode(status);
                response.getHeaders().setContentLength(0);
                // a server that shuts down may close the connection when this has completed
                return response.writeAndFlushWith(
                    Mono.just(Mono.just(response.bufferFactory().wrap(new byte[0]))));
              });
    }

    private Mono<byte[]> body(ServerHttpRequest request) {
      return DataBufferUtils.join(
              DataBufferUtils.takeUntilByteCount(request.getBody(), maxBytesToRead()))
          .map(Endpoint::bytes)
          .defaultIfEmpty(new byte[0]);
    }

    private static byte[] bytes(DataBuffer buffer) {
      byte[] bytes = new byte[buffer.readableByteCount()];
      buffer.read(bytes);
      DataBufferUtils.release(buffer);
      return bytes;
    }
  }
}
