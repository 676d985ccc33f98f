package ai.peeker.partner.testing.internal.webhook;

import ai.peeker.partner.testing.internal.account.Account;
import ai.peeker.partner.testing.internal.account.Event;
import ai.peeker.partner.testing.internal.check.Arguments;
import ai.peeker.partner.testing.internal.check.LoopbackUrl;
import ai.peeker.partner.testing.internal.clock.TaskClock;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
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
public final class Outbox implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(15);

  private final TaskClock clock;
  private final String secret;
  private final Signature signature;
  private final ExecutorService thread = Executors.newSingleThreadExecutor(Outbox::daemon);
  private final ExecutorService httpThreads = Executors.newCachedThreadPool(Outbox::daemon);
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .proxy(HttpClient.Builder.NO_PROXY)
          .connectTimeout(TIMEOUT)
          .executor(httpThreads)
          .build();
  private final List<Attempt> deliveries = new CopyOnWriteArrayList<>();
  private final BlockingQueue<Attempt> notAwaited = new LinkedBlockingQueue<>();
  private volatile @Nullable URI target;

  /** Creates an outbox that sends the events of an account. */
  public Outbox(Account account, String secret, @Nullable URI target) {
    this.clock = account.clock();
    this.secret = secret;
    this.signature = new Signature(secret);
    this.target = target;
    account.onEvent(this::send);
  }

  public void sendTo(URI url) {
    target = LoopbackUrl.require(url);
  }

  public String secret() {
    return secret;
  }

  public List<Attempt> deliveries() {
    return List.copyOf(deliveries);
  }

  /** Waits for the next delivery that has not been returned yet. */
  public Attempt await(Duration timeout) throws InterruptedException {
    Arguments.requireNonNull(timeout, "timeout");
    Attempt delivery = notAwaited.poll(timeout.toNanos(), TimeUnit.NANOSECONDS);
    if (delivery == null) {
      throw new IllegalStateException(
          "No webhook was delivered within "
              + timeout
              + (target == null
                  ? ": no webhook URL is set. Call webhooks().sendTo(url) before placing the order."
                  : " to " + target + " (earlier deliveries: " + deliveries.size() + ")"));
    }
    return delivery;
  }

  /** Sends an event; does nothing while no URL is set. */
  private void send(Event event) {
    URI url = target;
    if (url != null) {
      SignedEvent signed = SignedEvent.of(event, clock.baseTime(), signature);
      thread.execute(() -> record(deliver(signed, url)));
    }
  }

  private Attempt deliver(SignedEvent event, URI url) {
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
      return Attempt.responded(event, url, status);
    } catch (IOException e) {
      return Attempt.failed(event, url, e.toString());
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
      return Attempt.failed(event, url, "LocalPeeker was closed");
    }
  }

  private void record(Attempt delivery) {
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
