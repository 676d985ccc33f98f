package ai.peeker.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.peeker.partner.call.Outcome;
import ai.peeker.partner.contract.CheckedServer;
import ai.peeker.partner.contract.Contract;
import ai.peeker.partner.error.CallerCodeException;
import ai.peeker.partner.error.ConnectionException;
import ai.peeker.partner.model.CreateSwapRequest;
import ai.peeker.partner.model.RequestedSwapType;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The interceptors of the caller's own OkHttp client. */
@Timeout(30)
class OwnInterceptorTest {
  private static final String ME = Contract.example("getMe response 200 sandbox_key").json();

  @RegisterExtension final CheckedServer server = CheckedServer.start();

  @Test
  void interceptors_ofTheCaller_areUsed() {
    server.answer(200, ME);
    Interceptor trace =
        chain -> chain.proceed(chain.request().newBuilder().header("X-Trace", "t-1").build());
    OkHttpClient own = new OkHttpClient.Builder().addInterceptor(trace).build();

    Clients.builder(server).httpClient(own).build().account().me();

    assertThat(server.requests().get(0).header("X-Trace")).isEqualTo("t-1");
  }

  @Test
  void interceptors_ofTheCaller_seeEachAttemptOnce() {
    String busy = Contract.example("response RateLimited rate_limited").json();
    server.answer(429, busy).answer(429, busy).answer(200, ME);
    AtomicInteger seen = new AtomicInteger();
    OkHttpClient own =
        new OkHttpClient.Builder()
            .addInterceptor(
                chain -> {
                  seen.incrementAndGet();
                  return chain.proceed(chain.request());
                })
            .build();

    Clients.builder(server).httpClient(own).build().account().me();

    assertThat(seen).hasValue(3);
    assertThat(server.requests()).hasSize(3);
  }

  @Test
  void interceptor_thatThrowsAnUncheckedException_isNamedAndLeavesTheOutcomeOpen() {
    OkHttpClient own =
        new OkHttpClient.Builder()
            .addInterceptor(
                chain -> {
                  throw new IllegalStateException("broken interceptor");
                })
            .build();
    PeekerClient client = Clients.builder(server).httpClient(own).build();

    CallerCodeException e = Clients.orderFailure(CallerCodeException.class, client);

    assertThat(e.outcome()).isEqualTo(Outcome.UNKNOWN); // it may have carried the order itself
    assertThat(e.attempts()).hasSize(1);
    assertThat(e).hasMessageContaining("failed in code supplied by the caller");
    assertThat(e.getCause())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("broken interceptor");
  }

  private PeekerClient failingBefore(IOException failure) {
    return Clients.builder(server)
        .httpClient(
            new OkHttpClient.Builder()
                .addInterceptor(
                    chain -> {
                      throw failure;
                    })
                .build())
        .build();
  }

  /** It may have carried the request in another way, as a bridge to another HTTP client does. */
  @Test
  void interceptor_thatFailsInTheNetworksStead_leavesTheOutcomeOpen() {
    IOException failure = new IOException("no token");

    ConnectionException e = Clients.orderFailure(ConnectionException.class, failingBefore(failure));

    assertThat(e.outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(e).hasCause(failure);
  }

  @Test
  void interceptor_thatFailsInTheNetworksStead_isNotAskedAgainForWhatMustNotBeRepeated() {
    PeekerClient client = failingBefore(new IOException("no token"));

    ConnectionException e =
        catchThrowableOfType(
            ConnectionException.class,
            () ->
                client
                    .swaps()
                    .create(
                        CreateSwapRequest.builder()
                            .type(RequestedSwapType.PREMIUM)
                            .domainId("dom_01HZX0D01A2B3C4D5E6F7G8H")
                            .replacementDomain("acme-fresh.com")
                            .build()));

    assertThat(e.attempts()).hasSize(1);
    assertThat(e.outcome()).isEqualTo(Outcome.UNKNOWN);
  }

  @Test
  void interceptor_thatBreaksAfterTheAnswer_isNamedAndNotRepeated() {
    server.answer(200, Contract.example("getMe response 200 sandbox_key").json());
    PeekerClient client =
        Clients.builder(server)
            .httpClient(
                new OkHttpClient.Builder()
                    .addInterceptor(
                        chain -> {
                          chain.proceed(chain.request()).close();
                          throw new IllegalStateException("a bug");
                        })
                    .build())
            .build();

    CallerCodeException e =
        catchThrowableOfType(CallerCodeException.class, () -> client.account().me());

    assertThat(e.outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(e).hasMessageContaining("failed in code supplied by the caller");
    assertThat(e).hasRootCauseMessage("a bug");
    assertThat(server.requests()).hasSize(1);
  }
}
