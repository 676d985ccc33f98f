package ai.peeker.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.peeker.partner.call.AttemptRequest;
import ai.peeker.partner.call.CallInfo;
import ai.peeker.partner.call.CallListener;
import ai.peeker.partner.call.Outcome;
import ai.peeker.partner.call.RateLimiter;
import ai.peeker.partner.call.RetryPolicy;
import ai.peeker.partner.error.ConnectionException;
import ai.peeker.partner.model.Account;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Requests that are held up after their permit was granted, for longer than it is held. */
@Timeout(30)
class LateStartTest {
  private static final Duration LONGEST_EXCHANGE = Duration.ofMillis(500);

  @RegisterExtension private final HeldServer server = new HeldServer();

  private final Permits permits = new Permits();

  /** Grants each permit at once, for the longest exchange. */
  private static final class Permits implements RateLimiter {
    private final BlockingQueue<Long> granted = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> released = new LinkedBlockingQueue<>();

    @Override
    public CompletableFuture<Permit> acquire(Duration maxWait) {
      granted.add(System.nanoTime());
      return CompletableFuture.completedFuture(
          new Permit() {
            @Override
            public void release() {
              released.add("after a response");
            }

            @Override
            public void releaseUnused() {
              released.add("unused");
            }
          });
    }

    @Override
    public Duration longestExchange() {
      return LONGEST_EXCHANGE;
    }

    void awaitEndOfTheFirst() throws InterruptedException {
      Long start = granted.poll(20, TimeUnit.SECONDS);
      long end = (start == null ? 0 : start) + LONGEST_EXCHANGE.toNanos();
      while (end - System.nanoTime() >= 0) {
        LockSupport.parkNanos(end - System.nanoTime());
      }
    }
  }

  private PeekerClient.Builder builder() {
    return PeekerClient.builder()
        .apiKey(Clients.KEY)
        .baseUrl(server.baseUrl())
        .rateLimiter(permits)
        .attemptTimeout(LONGEST_EXCHANGE)
        .timeout(Duration.ofSeconds(20));
  }

  /** Returns a client whose only slot for this server is used by another request. */
  private OkHttpClient occupied() {
    Dispatcher dispatcher = new Dispatcher();
    dispatcher.setMaxRequestsPerHost(1);
    OkHttpClient own =
        new OkHttpClient.Builder().dispatcher(dispatcher).readTimeout(Duration.ZERO).build();
    own.newCall(new Request.Builder().url(server.baseUrl() + "/other").build())
        .enqueue(
            new Callback() {
              @Override
              public void onFailure(Call call, IOException e) {}

              @Override
              public void onResponse(Call call, Response response) {
                response.close();
              }
            });
    return own;
  }

  @Test
  void request_thatLeavesTheDispatchersQueueTooLate_isNotSent() throws Exception {
    OkHttpClient own = occupied();
    HeldServer.Held other = server.next();
    try (PeekerClient client = builder().retryPolicy(RetryPolicy.none()).httpClient(own).build()) {
      CompletableFuture<Account> account = client.account().meAsync();
      permits.awaitEndOfTheFirst();
      other.answerAccount();

      ConnectionException e = failure(account);

      assertThat(e.outcome()).isEqualTo(Outcome.NOT_SENT);
      assertThat(permits.released.take()).isEqualTo("unused");
      assertThat(server.waiting()).isZero();
    }
  }

  @Test
  void request_thatLeavesTheDispatchersQueueTooLate_isSentWithAnotherPermit() throws Exception {
    OkHttpClient own = occupied();
    HeldServer.Held other = server.next();
    try (PeekerClient client = builder().httpClient(own).build()) {
      CompletableFuture<Account> account = client.account().meAsync();
      permits.awaitEndOfTheFirst();
      other.answerAccount();

      server.next().answerAccount();

      assertThat(account).succeedsWithin(Duration.ofSeconds(20));
      assertThat(permits.released).containsExactly("unused", "after a response");
    }
  }

  @Test
  void request_thatAListenerHoldsUpForTooLong_isNotSent() {
    CallListener slow =
        new CallListener() {
          @Override
          public void onAttemptStart(CallInfo call, AttemptRequest attempt) {
            try {
              permits.awaitEndOfTheFirst();
            } catch (InterruptedException e) {
              throw new AssertionError(e);
            }
          }
        };
    try (PeekerClient client = builder().retryPolicy(RetryPolicy.none()).listener(slow).build()) {
      ConnectionException blocking =
          catchThrowableOfType(ConnectionException.class, () -> client.account().me());
      ConnectionException asynchronous = failure(client.account().meAsync());

      assertThat(blocking.outcome()).isEqualTo(Outcome.NOT_SENT);
      assertThat(asynchronous.outcome()).isEqualTo(Outcome.NOT_SENT);
      assertThat(permits.released).containsExactly("unused", "unused");
      assertThat(server.waiting()).isZero();
    }
  }

  private static ConnectionException failure(CompletableFuture<Account> account) {
    CompletionException e = catchThrowableOfType(CompletionException.class, account::join);
    return (ConnectionException) e.getCause();
  }
}
