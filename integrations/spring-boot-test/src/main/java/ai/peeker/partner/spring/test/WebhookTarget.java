package ai.peeker.partner.spring.test;

import ai.peeker.partner.testing.LocalPeeker;
import java.net.URI;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.env.Environment;

/** Lets webhooks be sent to the web server of the test, once it is started. */
final class WebhookTarget implements SmartLifecycle {
  private final LocalPeeker peeker;
  private final String path;
  private final Environment environment;
  private volatile boolean running;

  WebhookTarget(LocalPeeker peeker, String path, Environment environment) {
    this.peeker = peeker;
    this.path = path;
    this.environment = environment;
  }

  /** Forgets the last test. */
  void reset() {
    peeker.reset();
    point();
  }

  /** Waits for the deliveries in flight too, so that none reaches the next test. */
  void verify() {
    int unused = peeker.webhooks().deliveries().size();
    peeker.verifyConformance();
  }

  private void point() {
    Integer port = environment.getProperty("local.server.port", Integer.class);
    if (port != null) {
      peeker.webhooks().sendTo(URI.create("http://127.0.0.1:" + port + prefix() + path));
    }
  }

  private String prefix() {
    return environment.getProperty("server.servlet.context-path", "")
        + environment.getProperty("spring.mvc.servlet.path", "").replaceFirst("/$", "")
        + environment.getProperty("spring.webflux.base-path", "");
  }

  @Override
  public void start() {
    point();
    running = true;
  }

  @Override
  public void stop() {
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** After the web server, which starts in an earlier phase. */
  @Override
  public int getPhase() {
    return DEFAULT_PHASE;
  }
}
