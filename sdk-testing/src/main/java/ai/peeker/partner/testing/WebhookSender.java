package ai.peeker.partner.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Signs events and sends each of them once, in order, from a single background thread. */
final class WebhookSender implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(15);

  private final Clock clock;
  private final IdGenerator ids;
  private final String secret;
  private final WebhookSigner signer;
  private final ExecutorService thread = Executors.newSingleThreadExecutor(WebhookSender::daemon);
  private final ExecutorService httpThreads = Executors.newCachedThreadPool(WebhookSender::daemon);
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .proxy(HttpClient.Builder.NO_PROXY)
          .connectTimeout(TIMEOUT)
          .executor(httpThreads)
          .build();
  private final List<Delivery> deliveries = new CopyOnWriteArrayList<>();
  private final BlockingQueue<Delivery> notAwaited = new LinkedBlockingQueue<>();
  private volatile @Nullable URI target;

  WebhookSender(Clock clock, IdGenerator ids, String secret, @Nullable URI target) {
    this.clock = clock;
    this.ids = ids;
    this.secret = secret;
    this.signer = new WebhookSigner(secret);
    this.target = target;
  }

  void sendTo(URI url) {
    target = LoopbackUrl.require(url);
  }

  String secret() {
    return secret;
  }

  List<Delivery> deliveries() {
    return List.copyOf(deliveries);
  }

  /** Waits for the next delivery that has not been returned yet. */
  Delivery await(Duration timeout) throws InterruptedException {
    Arguments.requireNonNull(timeout, "timeout");
    Delivery delivery = notAwaited.poll(timeout.toNanos(), TimeUnit.NANOSECONDS);
    if (delivery == null) {
      throw new IllegalStateException(
          "No webhook was delivered within "
              + timeout
              + (target == null
                  ? ": no webhook URL is set. Call webhookTo(url) before placing the order."
                  : " to " + target + " (earlier deliveries: " + deliveries.size() + ")"));
    }
    return delivery;
  }

  /** Announces a newly accepted order; does nothing while no URL is set. */
  void sendOrderInProgress(LocalOrder order) {
    URI url = target;
    if (url == null) {
      return;
    }
    SignedEvent event =
        SignedEvent.ofOrder("order.in_progress", order, ids.nextEventId(), clock.instant(), signer);
    thread.execute(() -> record(deliver(event, url)));
  }

  private Delivery deliver(SignedEvent event, URI url) {
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .timeout(TIMEOUT)
            .header("Content-Type", "application/json")
            .header("Peeker-Event-Id", event.id())
            .header("Peeker-Timestamp", String.valueOf(event.timestamp()))
            .header("Peeker-Signature", event.signature())
            .POST(HttpRequest.BodyPublishers.ofString(event.body(), StandardCharsets.UTF_8))
            .build();
    try {
      int status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      return Delivery.responded(event, url, status);
    } catch (IOException e) {
      return Delivery.failed(event, url, e.toString());
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
      return Delivery.failed(event, url, "LocalPeeker was closed");
    }
  }

  private void record(Delivery delivery) {
    deliveries.add(delivery);
    notAwaited.add(delivery);
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "LocalPeeker webhooks");
    thread.setDaemon(true);
    return thread;
  }

  /** Stops sending. Events still queued are discarded. */
  @Override
  public void close() {
    thread.shutdownNow();
    httpThreads.shutdown();
  }
}
