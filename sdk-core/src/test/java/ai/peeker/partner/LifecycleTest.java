package ai.peeker.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.peeker.partner.HeldServer.Held;
import ai.peeker.partner.api.Attempt;
import ai.peeker.partner.call.CallInfo;
import ai.peeker.partner.call.CallListener;
import ai.peeker.partner.call.RetryPolicy;
import ai.peeker.partner.model.Account;
import ai.peeker.partner.testkit.FakeTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What clients share, and what closing one frees. */
@Timeout(60)
class LifecycleTest {
  @RegisterExtension final HeldServer server = new HeldServer();

  private PeekerClient.Builder builder() {
    return PeekerClient.builder().apiKey("pk_test_lifecycle").baseUrl(server.baseUrl());
  }

  private Held call(PeekerClient client) throws Exception {
    CompletableFuture<Account> account = client.account().meAsync();
    Held request = server.next();
    request.answerAccount();
    assertThat(account.get(20, TimeUnit.SECONDS)).isNotNull();
    return request;
  }

  @Test
  void derivedClient_usesTheConnectionsOfItsOwner() throws Exception {
    try (PeekerClient client = builder().build();
        PeekerClient derived =
            client.withOptions(options -> options.retryPolicy(RetryPolicy.none()))) {
      call(client);
      call(derived);
      call(client);

      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void derivedClient_waitsInTheLimiterOfItsOwner() throws Exception {
    try (PeekerClient client =
            builder().time(new FakeTime()).rateLimit(1).timeout(Duration.ofMinutes(5)).build();
        PeekerClient derived = client.withOptions(options -> options.rateLimit(600))) {
      call(client);

      CompletableFuture<Account> waiting = derived.account().meAsync();

      assertThat(waiting).isNotDone();
      assertThat(server.waiting()).isZero();
      waiting.cancel(true);
    }
  }

  @Test
  void clients_ofOneKey_shareTheLimiterOfTheProcess() throws Exception {
    try (PeekerClient one = builder().apiKey("pk_test_lifecycle_a").rateLimit(1).build();
        PeekerClient two =
            builder().apiKey("pk_test_lifecycle_a").timeout(Duration.ofMinutes(5)).build();
        PeekerClient other = builder().apiKey("pk_live_lifecycle_a").build()) {
      call(one);

      CompletableFuture<Account> waiting = two.account().meAsync();
      call(other);

      assertThat(waiting).isNotDone();
      waiting.cancel(true);
    }
  }

  @Test
  void derivedClient_closed_closesNothing() throws Exception {
    try (PeekerClient client = builder().build()) {
      PeekerClient derived = client.withOptions(options -> {});
      Held request = call(derived);

      derived.close();
      call(client);
      call(derived);

      assertThat(request.closed()).isNotDone();
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void options_ofADerivedClient_leaveTheOwnerAsItWas() throws Exception {
    try (PeekerClient client = builder().retryPolicy(RetryPolicy.none()).build()) {
      client.withOptions(options -> options.apiKey("pk_test_other")).close();

      assertThat(call(client).text()).contains("Bearer pk_test_lifecycle");
    }
  }

  @Test
  void withOptions_null_isRefusedInWords() {
    try (PeekerClient client = builder().build()) {
      assertThatThrownBy(() -> client.withOptions(null))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("change must not be null");
    }
  }

  @Test
  void owner_closed_closesItsConnections() throws Exception {
    PeekerClient client = builder().build();
    Held request = call(client);

    client.close();

    request.awaitClose();
  }

  @Test
  void owner_closed_endsItsThreadsWhichAreDaemons() throws Exception {
    List<Thread> threads = new CopyOnWriteArrayList<>();
    CallListener recording =
        new CallListener() {
          @Override
          public void onAttemptEnd(CallInfo call, Attempt attempt) {
            threads.add(Thread.currentThread());
          }
        };
    PeekerClient client = builder().listener(recording).build();
    call(client);
    assertThat(threads).hasSize(1).allMatch(Thread::isDaemon);

    client.close();

    threads.get(0).join(20_000);
    assertThat(threads.get(0).isAlive()).isFalse();
  }

  @Test
  void callersClient_keepsItsPoolWhenOursIsClosed() throws Exception {
    ConnectionPool pool = new ConnectionPool();
    OkHttpClient given = new OkHttpClient.Builder().connectionPool(pool).build();
    PeekerClient client = builder().httpClient(given).build();
    Held request = call(client);

    client.close();

    assertThat(pool.connectionCount()).isEqualTo(1);
    assertThat(request.closed()).isNotDone();
    assertThat(given.dispatcher().executorService().isShutdown()).isFalse();
    pool.evictAll();
    request.awaitClose();
  }

  @Test
  void callersClient_keepsItsInterceptorsAndHasOneRetryLayer() throws Exception {
    List<String> seen = new CopyOnWriteArrayList<>();
    OkHttpClient given =
        new OkHttpClient.Builder()
            .retryOnConnectionFailure(true)
            .followRedirects(true)
            .addInterceptor(
                chain -> {
                  seen.add("application");
                  return chain.proceed(
                      chain.request().newBuilder().header("X-Mine", "yes").build());
                })
            .addNetworkInterceptor(
                chain -> {
                  seen.add("network");
                  return chain.proceed(chain.request());
                })
            .build();
    FakeTime time = new FakeTime();
    try (PeekerClient client =
        builder().httpClient(given).time(time).retryPolicy(RetryPolicy.none()).build()) {
      CompletableFuture<Account> account = client.account().meAsync();
      Held request = server.next();
      request.answer(503, "Retry-After: 0\r\n", "");

      assertThat(account.handle((result, e) -> e).get(20, TimeUnit.SECONDS)).isNotNull();
      assertThat(request.text()).contains("X-Mine: yes\r\n");
      assertThat(seen).containsExactly("application", "network");
      assertThat(server.waiting()).isZero();
    }
  }
}
