package ai.peeker.partner.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Signs events and sends them from one background thread, each once and in order. */
final class WebhookSender implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(15);

  private final Clock clock;
  private final Ids ids;
  private final String secret;
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

  WebhookSender(Clock clock, Ids ids, String secret, @Nullable URI target) {
    this.clock = clock;
    this.ids = ids;
    this.secret = secret;
    this.target = target;
  }

  void sendTo(URI url) {
    target = WebhookTarget.checked(url);
  }

  String secret() {
    return secret;
  }

  List<Delivery> deliveries() {
    return List.copyOf(deliveries);
  }

  Delivery await(Duration patience) throws InterruptedException {
    Delivery delivery = notAwaited.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
    if (delivery == null) {
      throw new IllegalStateException(
          "No webhook was delivered within "
              + patience
              + (target == null
                  ? ", and no webhook URL is set: call webhookTo(url) before placing the order"
                  : " to " + target + "; so far " + deliveries.size() + " were"));
    }
    return delivery;
  }

  /** Announces an order that was just accepted; does nothing while no URL is set. */
  void orderInProgress(LocalOrder order) {
    URI url = target;
    if (url == null) {
      return;
    }
    Event event = event("order.in_progress", order, clock.instant());
    thread.execute(() -> record(delivered(event, url)));
  }

  private Event event(String type, LocalOrder order, Instant now) {
    String id = ids.event();
    var json = Json.object().put("id", id).put("type", type).put("created_at", Json.moment(now));
    json.putObject("data").put("id", order.id()).put("status", order.status());
    String body = Json.write(json);
    String signature =
        new WebhookSigner(secret)
            .sign(now.getEpochSecond(), id, body.getBytes(StandardCharsets.UTF_8));
    return new Event(id, type, now.getEpochSecond(), signature, body);
  }

  private Delivery delivered(Event event, URI url) {
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
      return event.delivery(url, OptionalInt.of(status), Optional.empty());
    } catch (IOException unanswered) {
      return event.delivery(url, OptionalInt.empty(), Optional.of(unanswered.toString()));
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
      return event.delivery(url, OptionalInt.empty(), Optional.of("LocalPeeker was closed"));
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

  /** Drops what is not sent yet. */
  @Override
  public void close() {
    thread.shutdownNow();
    httpThreads.shutdown();
  }

  private record Event(String id, String type, long timestamp, String signature, String body) {
    Delivery delivery(URI url, OptionalInt status, Optional<String> failure) {
      return new Delivery(id, type, url, timestamp, signature, body, status, failure);
    }
  }
}
