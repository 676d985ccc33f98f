package ai.peeker.partner.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.testkit.FakeTime;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.RecordedRequest;
import okhttp3.Dispatcher;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Exchanges over a real connection to a server on loopback. */
@Timeout(30)
class OkHttpSenderTest extends SenderFixture {
  private final FakeTime time = new FakeTime();

  /** Threads that do not report the failure of an interceptor, which OkHttp throws once more. */
  private static Dispatcher quietDispatcher() {
    return new Dispatcher(
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task);
              thread.setDaemon(true);
              thread.setUncaughtExceptionHandler((failed, e) -> {});
              return thread;
            }));
  }

  private OkHttpClient clientWithoutDns() {
    return client()
        .dns(
            host -> {
              boolean resolved = false;
              while (!resolved) { // heeds no interrupt
                try {
                  forever.await();
                  resolved = true;
                } catch (InterruptedException e) {
                  // goes on
                }
              }
              return List.of(InetAddress.getLoopbackAddress());
            })
        .build();
  }

  /** Runs an exchange in a thread of its own, which is interrupted when it has reached a moment. */
  private ExchangeException interrupted(HttpSender sender, Moment moment) throws Exception {
    CompletableFuture<ExchangeException> failure = new CompletableFuture<>();
    AtomicBoolean stillInterrupted = new AtomicBoolean();
    Thread thread =
        new Thread(
            () -> {
              ExchangeException e = failure(sender, LONG);
              stillInterrupted.set(Thread.currentThread().isInterrupted());
              failure.complete(e);
            });
    thread.start();
    moment.await();

    thread.interrupt();

    ExchangeException e = failure.get(10, TimeUnit.SECONDS);
    assertThat(stillInterrupted).isTrue();
    return e;
  }

  private interface Moment {
    void await() throws Exception;
  }

  @Test
  void interrupt_whileAResponseIsAwaited_endsTheExchange() throws Exception {
    ExchangeException e = interrupted(sender(client().build()), server::takeRequest);

    assertThat(e.mayHaveBeenSent()).isTrue();
    assertThat(e.isCallerCode()).isFalse();
  }

  @Test
  void interrupt_whileANameIsResolved_endsTheExchange() throws Exception {
    ExchangeException e = interrupted(sender(clientWithoutDns()), () -> {});

    assertThat(e.mayHaveBeenSent()).isFalse();
    assertThat(e.isCallerCode()).isFalse();
  }

  @Test
  void name_thatIsNeverResolved_endsAtTheTimeoutOfTheAttempt() {
    ExchangeException e = failure(sender(clientWithoutDns()), Duration.ofMillis(100));

    assertThat(e.mayHaveBeenSent()).isFalse();
    assertThat(e.failure()).isInstanceOf(InterruptedIOException.class);
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void response_thatIsNotSent_endsAtTheTimeoutOfTheAttempt() {
    ExchangeException e = failure(sender(client().build()), Duration.ofMillis(300));

    assertThat(e.failure()).isInstanceOf(InterruptedIOException.class);
    assertThat(e.mayHaveBeenSent()).isEqualTo(server.getRequestCount() > 0);
  }

  private RecordedRequest afterIdling(Duration idle, AtomicInteger intercepted) throws Exception {
    server.enqueue(response(200));
    server.enqueue(response(200));
    HttpSender sender = sender(client().addInterceptor(counting(intercepted)).build(), time);
    sender.execute(request(LONG));
    server.takeRequest();
    time.pass(idle);

    sender.execute(request(LONG));

    return server.takeRequest();
  }

  private static Interceptor counting(AtomicInteger count) {
    return chain -> {
      count.incrementAndGet();
      return chain.proceed(chain.request());
    };
  }

  @Test
  void connection_idleForLong_isReplacedUnseenByTheCaller() throws Exception {
    AtomicInteger intercepted = new AtomicInteger();

    RecordedRequest second = afterIdling(Duration.ofMillis(4_001), intercepted);

    assertThat(second.getExchangeIndex()).isZero();
    assertThat(second.getConnectionIndex()).isEqualTo(1);
    assertThat(server.getRequestCount()).isEqualTo(2);
    assertThat(intercepted).hasValue(2);
  }

  @Test
  void connection_idleForAMoment_isUsedAgain() throws Exception {
    RecordedRequest second = afterIdling(Duration.ofSeconds(4), new AtomicInteger());

    assertThat(second.getExchangeIndex()).isEqualTo(1);
    assertThat(second.getConnectionIndex()).isZero();
  }

  /** Keeps the result of an exchange. */
  private static final class Result implements HttpSender.Callback {
    private final CompletableFuture<Object> value = new CompletableFuture<>();

    @Override
    public void onResponse(RawResponse response) {
      value.complete(response);
    }

    @Override
    public void onFailure(ExchangeException failure) {
      value.complete(failure);
    }

    Object await() throws Exception {
      return value.get(20, TimeUnit.SECONDS);
    }
  }

  @Test
  void enqueue_ofARequest_callsBackWithItsResponse() throws Exception {
    server.enqueue(response(200));
    Result result = new Result();

    HttpSender.Exchange exchange = sender(client().build()).enqueue(request(LONG), result);

    assertThat(result.await())
        .isInstanceOfSatisfying(
            RawResponse.class, response -> assertThat(response.status()).isEqualTo(200));
    assertThat(exchange.mayHaveBeenSent()).isTrue();
  }

  @Test
  void cancel_whileAResponseIsAwaited_callsBackWithAFailure() throws Exception {
    Result result = new Result();
    HttpSender.Exchange exchange = sender(client().build()).enqueue(request(LONG), result);
    server.takeRequest();

    exchange.cancel();

    assertThat(result.await())
        .isInstanceOfSatisfying(
            ExchangeException.class,
            e -> {
              assertThat(e.failure()).isInstanceOf(IOException.class);
              assertThat(e.mayHaveBeenSent()).isTrue();
              assertThat(e.isCallerCode()).isFalse();
            });
  }

  @Test
  void enqueue_behindAnInterceptorThatFails_isCodeOfTheCaller() throws Exception {
    IllegalStateException mine = new IllegalStateException("mine");
    Result result = new Result();
    HttpSender sender =
        sender(
            client()
                .dispatcher(quietDispatcher())
                .addInterceptor(
                    chain -> {
                      throw mine;
                    })
                .build());

    HttpSender.Exchange unused = sender.enqueue(request(LONG), result);

    assertThat(result.await())
        .isInstanceOfSatisfying(
            ExchangeException.class,
            e -> {
              assertThat(e.isCallerCode()).isTrue();
              assertThat(e.failure()).isSameAs(mine);
            });
  }
}
