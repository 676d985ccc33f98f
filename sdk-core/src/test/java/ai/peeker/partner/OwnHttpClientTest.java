package ai.peeker.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.peeker.partner.call.Outcome;
import ai.peeker.partner.call.RetryPolicy;
import ai.peeker.partner.contract.CheckedServer;
import ai.peeker.partner.contract.Contract;
import ai.peeker.partner.error.ApiException;
import ai.peeker.partner.error.ConnectionException;
import ai.peeker.partner.error.UnauthorizedException;
import ai.peeker.partner.error.UnrecognizedApiException;
import ai.peeker.partner.model.Account;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The caller's own OkHttp client, and ours. */
@Timeout(30)
class OwnHttpClientTest {
  private static final String ME = Contract.example("getMe response 200 sandbox_key").json();

  @RegisterExtension final CheckedServer server = CheckedServer.start();

  @Test
  void retriesAndRedirects_thatTheCallersClientWouldMake_areOff() {
    OkHttpClient own =
        new OkHttpClient.Builder()
            .retryOnConnectionFailure(true)
            .followRedirects(true)
            .followSslRedirects(true)
            .build();
    server.disconnect();
    server.answerUnchecked(
        CheckedServer.json(307, Map.of("Location", server.baseUrl() + "/me"), ""));
    PeekerClient client =
        Clients.builder(server).retryPolicy(RetryPolicy.none()).httpClient(own).build();

    assertThatThrownBy(() -> client.account().me()).isInstanceOf(ConnectionException.class);
    assertThat(server.requests()).hasSize(1);
    assertThatThrownBy(() -> client.account().me()).isInstanceOf(UnrecognizedApiException.class);
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void close_leavesTheCallersClientUsable() throws Exception {
    server.answer(200, ME).answer(200, ME);
    OkHttpClient own = new OkHttpClient();
    PeekerClient client = Clients.builder(server).httpClient(own).build();
    client.account().me();

    client.close();

    assertThat(own.dispatcher().executorService().isShutdown()).isFalse();
    assertThat(own.connectionPool().connectionCount()).isEqualTo(1);
    Request request = new Request.Builder().url(server.baseUrl() + "/me").build();
    try (Response response = own.newCall(request).execute()) {
      assertThat(response.code()).isEqualTo(200);
    }
  }

  @Test
  void close_twice_doesNothingMore() {
    PeekerClient client = Clients.of(server);

    client.close();
    client.close();

    assertThat(client.toString()).contains("pk_test_***");
  }

  @Test
  void connection_ofOneCall_servesTheNext() {
    server.answer(200, ME).answer(200, ME);
    PeekerClient client = Clients.of(server);

    client.account().me();
    client.account().me();

    assertThat(server.requests()).extracting(each -> each.connection()).containsExactly(0, 0);
  }

  @Test
  void timeout_ofTheCall_overridesThatOfTheCallersClient() {
    server.answer(200, ME);
    OkHttpClient own = new OkHttpClient.Builder().callTimeout(Duration.ofMillis(1)).build();

    assertThat(Clients.builder(server).httpClient(own).build().account().me()).isNotNull();
  }

  @Test
  void authenticator_isNotAsked() {
    server.answer(401, Contract.example("response Unauthorized unauthorized").json());
    OkHttpClient own =
        new OkHttpClient.Builder()
            .authenticator(
                (route, response) ->
                    response.request().newBuilder().header("Authorization", "Bearer x").build())
            .build();
    PeekerClient client = Clients.builder(server).httpClient(own).build();

    UnauthorizedException e =
        catchThrowableOfType(UnauthorizedException.class, () -> client.account().me());

    assertThat(e.outcome()).isEqualTo(Outcome.REJECTED);
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void proxy_ofTheCallers_doesNotSeeWhatGoesToThisMachineInClearText() throws IOException {
    server.answer(200, Contract.example("getMe response 200 sandbox_key").json());
    try (ServerSocket proxy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      OkHttpClient own =
          new OkHttpClient.Builder()
              .proxy(
                  new Proxy(
                      Proxy.Type.HTTP,
                      new InetSocketAddress(proxy.getInetAddress(), proxy.getLocalPort())))
              .build();
      PeekerClient client = Clients.builder(server).httpClient(own).build();

      assertThat(client.account().me().apiKey().environment().value()).isEqualTo("test");
    }
  }

  @Test
  void errorsOfManyCalls_leaveNoConnectionOpen() {
    OkHttpClient own = new OkHttpClient();
    PeekerClient client = Clients.builder(server).httpClient(own).build();
    server.answerAlways(
        request ->
            CheckedServer.json(
                401, Map.of(), Contract.example("response Unauthorized unauthorized").json()));

    for (int i = 0; i < 20; i++) {
      assertThatThrownBy(() -> client.account().me()).isInstanceOf(ApiException.class);
    }

    assertThat(own.connectionPool().connectionCount()).isEqualTo(1);
    assertThat(own.connectionPool().idleConnectionCount()).isEqualTo(1);
  }

  @Test
  void dispatcher_thatFailsAfterItTookTheTask_sendsNothingLater() {
    List<Runnable> taken = new ArrayList<>();
    OkHttpClient own =
        new OkHttpClient.Builder()
            .dispatcher(
                new Dispatcher(
                    new AbstractExecutorService() {
                      @Override
                      public void execute(Runnable task) {
                        taken.add(task);
                        throw new OutOfMemoryError("no thread can be started");
                      }

                      @Override
                      public void shutdown() {}

                      @Override
                      public List<Runnable> shutdownNow() {
                        return List.of();
                      }

                      @Override
                      public boolean isShutdown() {
                        return false;
                      }

                      @Override
                      public boolean isTerminated() {
                        return false;
                      }

                      @Override
                      public boolean awaitTermination(long timeout, TimeUnit unit) {
                        return true;
                      }
                    }))
            .build();
    PeekerClient client = Clients.builder(server).httpClient(own).build();

    CompletableFuture<Account> account = client.account().meAsync();

    assertThat(account).failsWithin(Duration.ofSeconds(20));
    taken.forEach(
        task -> { // OkHttp has given the call up
          assertThat(catchThrowable(task::run)).isInstanceOf(IllegalStateException.class);
        });
    assertThat(server.requests()).isEmpty();
  }
}
