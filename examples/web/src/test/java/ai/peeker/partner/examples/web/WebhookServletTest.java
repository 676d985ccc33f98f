package ai.peeker.partner.examples.web;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.webhook.store.MemoryEventStore;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.EnumSet;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The servlet in Jetty. */
class WebhookServletTest extends ReceiverContract {
  private static final Effects EFFECTS = new EffectsInMemory();
  private static Server server;

  @BeforeAll
  static void start() throws Exception {
    WebhookServlet servlet = new WebhookServlet(Handlers.of(MemoryEventStore.create(), EFFECTS));
    Filter reading =
        (request, response, chain) -> {
          assertThat(request.getParameter("any")).isNull();
          chain.doFilter(request, response);
        };
    ServletContextHandler context = new ServletContextHandler();
    context.addServlet(new ServletHolder(servlet), "/webhooks");
    context.addServlet(new ServletHolder(servlet), "/behind-a-filter");
    context.addFilter(
        new FilterHolder(reading), "/behind-a-filter", EnumSet.of(DispatcherType.REQUEST));
    server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    server.setHandler(context);
    server.start();
  }

  @AfterAll
  static void stop() throws Exception {
    server.stop();
  }

  @Override
  URI url() {
    return server.getURI().resolve("/webhooks");
  }

  @Override
  Effects effects() {
    return EFFECTS;
  }

  @Override
  Class<?> receiver() {
    return WebhookServlet.class;
  }

  /** The pitfall that docs/webhook-receivers.md describes. */
  @Test
  void body_afterAFilterReadParameters_isLost() throws Exception {
    URI behind = url().resolve("/behind-a-filter");
    byte[] body = Webhooks.orderCompleted(id, order);

    assertStatus(200, Webhooks.request(behind, id, body));
    assertStatus(
        400,
        Webhooks.request(behind, id, body)
            .setHeader("Content-Type", "application/x-www-form-urlencoded"));
  }
}
