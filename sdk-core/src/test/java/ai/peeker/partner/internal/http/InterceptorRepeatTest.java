package ai.peeker.partner.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Interceptors that proceed again: an attempt sends one request. */
@Timeout(30)
class InterceptorRepeatTest extends SenderFixture {
  private static Response twice(Interceptor.Chain chain) throws IOException {
    chain.proceed(chain.request()).close();
    return chain.proceed(chain.request());
  }

  @Test
  void interceptor_thatProceedsTwice_sendsOneRequestAndGetsItsResponseAgain() throws Exception {
    server.enqueue(
        new MockResponse.Builder().code(503).addHeader("X-Number", "1").body("busy").build());
    server.enqueue(response(200));

    RawResponse response =
        sender(client().addInterceptor(InterceptorRepeatTest::twice).build())
            .execute(request(LONG));

    assertThat(response.status()).isEqualTo(503);
    assertThat(response.header("x-number")).isEqualTo("1");
    assertThat(response.body()).asString().isEqualTo("busy");
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void interceptor_thatProceedsAgainAfterAFailure_getsTheFailureAgain() {
    server.enqueue(
        new MockResponse.Builder().onRequestStart(new SocketEffect.CloseSocket()).build());
    server.enqueue(response(200));
    List<IOException> seen = new ArrayList<>();
    Interceptor stubborn =
        chain -> {
          try {
            return chain.proceed(chain.request());
          } catch (IOException e) {
            seen.add(e);
          }
          return chain.proceed(chain.request());
        };

    ExchangeException e = failure(sender(client().addInterceptor(stubborn).build()), LONG);

    assertThat(seen).hasSize(1);
    assertThat(e.failure()).isSameAs(seen.get(0));
    assertThat(e.mayHaveBeenSent()).isTrue();
    assertThat(server.getRequestCount()).isLessThanOrEqualTo(1);
  }

  @Test
  void interceptor_thatProceedsAgainAfterARefusedConnection_mayConnect() throws Exception {
    server.enqueue(response(200));
    AtomicInteger lookups = new AtomicInteger();
    OkHttpClient client =
        client()
            .dns(
                host -> {
                  if (lookups.incrementAndGet() == 1) {
                    throw new UnknownHostException(host);
                  }
                  return List.of(InetAddress.getLoopbackAddress());
                })
            .addInterceptor(
                chain -> {
                  try {
                    return chain.proceed(chain.request());
                  } catch (UnknownHostException e) {
                    return chain.proceed(chain.request());
                  }
                })
            .build();

    assertThat(sender(client).execute(request(LONG)).status()).isEqualTo(200);
  }

  @Test
  void networkInterceptor_thatProceedsTwice_sendsOneRequest() {
    server.enqueue(response(503));
    server.enqueue(response(200));

    ExchangeException e =
        failure(sender(client().addNetworkInterceptor(InterceptorRepeatTest::twice).build()), LONG);

    assertThat(e.mayHaveBeenSent()).isTrue();
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void interceptor_thatFails_isCodeOfTheCaller() {
    IllegalStateException mine = new IllegalStateException("mine");

    ExchangeException e =
        failure(
            sender(
                client()
                    .addNetworkInterceptor(
                        chain -> {
                          throw mine;
                        })
                    .build()),
            LONG);

    assertThat(e.isCallerCode()).isTrue();
    assertThat(e.failure()).isSameAs(mine);
    assertThat(e.mayHaveBeenSent()).isFalse();
  }

  @Test
  void unavailable_withARetryAfterOfZero_isNotSentAgainByOkHttp() throws Exception {
    server.enqueue(new MockResponse.Builder().code(503).addHeader("Retry-After", "0").build());
    server.enqueue(response(200));

    RawResponse response = sender(client().build()).execute(request(LONG));

    assertThat(response.status()).isEqualTo(503);
    assertThat(response.header("retry-after")).isEqualTo("0");
    assertThat(server.getRequestCount()).isEqualTo(1);
  }
}
