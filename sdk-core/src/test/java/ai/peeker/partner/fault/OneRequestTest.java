package ai.peeker.partner.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.peeker.partner.PeekerClient;
import ai.peeker.partner.call.Outcome;
import ai.peeker.partner.error.CallException;
import ai.peeker.partner.error.CallTimeoutException;
import ai.peeker.partner.error.ConnectionException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An attempt sends one request, whatever the OkHttp client of the caller would like to do. */
@Timeout(60)
class OneRequestTest extends OwnClientFixture {

  private final AtomicInteger answers = new AtomicInteger();

  private static OkHttpClient with(Wire wire, Interceptor interceptor) {
    return wire.clientBuilder().addInterceptor(interceptor).build();
  }

  @ParameterizedTest
  @EnumSource
  void call_whoseTimeEndsInANetworkInterceptor_isNotSentAndNeverReachesTheServer(Wire wire)
      throws Exception {
    CountDownLatch passed = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    OkHttpClient http =
        wire.clientBuilder()
            .addNetworkInterceptor(
                chain -> {
                  if (answers.getAndIncrement() == 0) {
                    return chain.proceed(chain.request());
                  }
                  await(passed);
                  try {
                    return chain.proceed(chain.request());
                  } finally {
                    ended.countDown();
                  }
                })
            .build();
    try (FaultServer server =
            FaultServer.start(wire, exchange -> exchange.answer(200, RetryClass.ALWAYS.answer()));
        PeekerClient client = client(server, http)) {
      assertThat(client.account().me()).isNotNull(); // connected
      PeekerClient hasty = client.withOptions(options -> options.timeout(Duration.ofMillis(500)));
      CallTimeoutException e = timeout(hasty.users().deleteAsync("usr_1"));
      passed.countDown();
      assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();

      assertThat(e.outcome()).isEqualTo(Outcome.NOT_SENT);
      assertThat(e).hasMessageContaining("Nothing was sent");
      assertThat(server.exchanges()).hasSize(1);
    }
  }

  private static CallTimeoutException timeout(Future<?> call) {
    return (CallTimeoutException)
        catchThrowableOfType(ExecutionException.class, () -> call.get(20, TimeUnit.SECONDS))
            .getCause();
  }

  private static void await(CountDownLatch latch) {
    boolean done = false;
    while (!done) { // heeds no interrupt
      try {
        done = latch.await(20, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void authenticator_ofAnInterceptor_isNotAsked(Wire wire) {
    Interceptor authenticating =
        chain ->
            chain
                .withAuthenticator((route, response) -> response.request().newBuilder().build())
                .proceed(chain.request());
    try (FaultServer server =
            FaultServer.start(wire, exchange -> exchange.take().answer(401, UNAUTHORIZED));
        PeekerClient client = client(server, with(wire, authenticating))) {
      CallException e = orderFailure(client);

      assertThat(e.outcome()).isEqualTo(Outcome.REJECTED);
      assertThat(server.exchanges()).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void retries_thatAnInterceptorTurnsOn_sendNothingMore(Wire wire) {
    Interceptor retrying =
        chain -> chain.withRetryOnConnectionFailure(true).proceed(chain.request());
    try (FaultServer server =
            FaultServer.start(
                wire,
                exchange -> {
                  if (answers.incrementAndGet() > 1) {
                    exchange.carryOut().hangUp();
                    return;
                  }
                  exchange.answer(200, RetryClass.ALWAYS.answer());
                });
        PeekerClient client = client(server, with(wire, retrying))) {
      assertThat(client.account().me()).isNotNull();
      CallException e = orderFailure(client);

      assertThat(e.outcome()).isEqualTo(Outcome.UNKNOWN);
      assertThat(e.getCause()).isInstanceOf(ConnectionException.class);
      assertThat(server.exchanges()).hasSize(2);
    }
  }

  @Test
  void refusedStream_withRetriesThatAnInterceptorTurnsOn_isStillNotProcessed() {
    Wire wire = Wire.HTTP_2_OVER_TLS;
    Interceptor retrying =
        chain -> chain.withRetryOnConnectionFailure(true).proceed(chain.request());
    try (FaultServer server = FaultServer.start(wire, exchange -> exchange.take().refuse());
        PeekerClient client = client(server, with(wire, retrying))) {
      CallException e = orderFailure(client);

      assertThat(e.outcome()).isEqualTo(Outcome.REJECTED);
      assertThat(e).hasMessageContaining("did not process").hasMessageContaining("changed nothing");
      assertThat(server.exchanges()).hasSize(1);
    }
  }

  @Test
  void clonedCall_ofAnInterceptor_sendsNothingMore() {
    Interceptor cloning =
        chain -> {
          Response first = chain.proceed(chain.request());
          try (Response second = chain.call().clone().execute()) {
            assertThat(second.code()).isEqualTo(first.code());
          }
          return first;
        };
    try (FaultServer server =
            FaultServer.start(
                Wire.HTTP_1_1, exchange -> exchange.answer(200, RetryClass.ALWAYS.answer()));
        PeekerClient client = client(server, with(Wire.HTTP_1_1, cloning))) {
      Throwable unused = catchThrowableOfType(CallException.class, () -> client.account().me());

      assertThat(server.exchanges()).hasSize(1);
    }
  }

  @Test
  @Timeout(30)
  void interceptor_thatRepeatsUntilItSucceeds_endsWithTheCall() {
    Interceptor patient =
        chain -> {
          Response response = chain.proceed(chain.request());
          while (response.code() == 503) {
            response.close();
            response = chain.proceed(chain.request());
          }
          return response;
        };
    try (FaultServer server =
            FaultServer.start(Wire.HTTP_1_1, exchange -> exchange.take().answer(503, ""));
        PeekerClient client = client(server, with(Wire.HTTP_1_1, patient))) {
      PeekerClient hasty = client.withOptions(options -> options.timeout(Duration.ofMillis(500)));

      assertThatThrownBy(() -> hasty.account().me()).isInstanceOf(CallTimeoutException.class);
      assertThat(server.exchanges()).hasSize(1);
    }
  }
}
