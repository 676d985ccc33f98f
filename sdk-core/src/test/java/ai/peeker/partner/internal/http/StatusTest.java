package ai.peeker.partner.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.fault.FaultServer;
import ai.peeker.partner.fault.Wire;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A status that the server sent is a response, whatever OkHttp makes of it. */
@Timeout(60)
class StatusTest {
  private static final byte[] TEXT = "text".getBytes(StandardCharsets.UTF_8);

  private static RawResponse execute(FaultServer server, OkHttpClient.Builder client)
      throws ExchangeException {
    try (ManagedOkHttpClient managed = ManagedOkHttpClient.of(client.build())) {
      return managed
          .sender(BaseUrl.of(server.baseUrl()), CallExtras.NONE)
          .execute(Gates.request(Duration.ofSeconds(20)));
    }
  }

  private static RawResponse respond(
      Wire wire, int status, String headers, byte[] body, OkHttpClient.Builder client)
      throws ExchangeException {
    try (FaultServer server =
        FaultServer.start(wire, exchange -> exchange.take().answer(status, headers, body))) {
      RawResponse response = execute(server, client);
      assertThat(server.exchanges()).hasSize(1);
      return response;
    }
  }

  static Stream<Arguments> statuses() {
    return Stream.of(Wire.values())
        .flatMap(
            wire ->
                IntStream.of(
                        200, 201, 226, 299, 300, 301, 302, 303, 305, 307, 308, 400, 401, 404, 407,
                        408, 409, 421, 425, 429, 499, 500, 502, 503, 504, 511, 599)
                    .mapToObj(status -> Arguments.of(wire, status)));
  }

  @ParameterizedTest
  @MethodSource("statuses")
  void status_withABody_isTheResponse(Wire wire, int status) throws ExchangeException {
    String headers = "Retry-After: 0\r\nLocation: /elsewhere\r\nWWW-Authenticate: Basic\r\n";

    RawResponse response = respond(wire, status, headers, TEXT, everythingOn(wire));

    assertThat(response.status()).isEqualTo(status);
    assertThat(response.body()).isEqualTo(TEXT);
    assertThat(response.header("retry-after")).isEqualTo("0");
  }

  /** A client that would like to react. */
  private static OkHttpClient.Builder everythingOn(Wire wire) {
    return wire.clientBuilder()
        .followRedirects(true)
        .retryOnConnectionFailure(true)
        .authenticator((route, response) -> response.request())
        .proxyAuthenticator((route, response) -> response.request());
  }

  @ParameterizedTest
  @EnumSource
  void status304_isTheResponse(Wire wire) throws ExchangeException {
    assertThat(respond(wire, 304, "", new byte[0], everythingOn(wire)).status()).isEqualTo(304);
  }

  @ParameterizedTest
  @EnumSource
  void statusWithoutABody_thatAnnouncesOne_isTheResponse(Wire wire) throws ExchangeException {
    for (int status : new int[] {204, 205}) {
      RawResponse response = respond(wire, status, "", TEXT, everythingOn(wire));

      assertThat(response.status()).isEqualTo(status);
      assertThat(response.body()).isEmpty();
    }
  }

  @Test
  void delay_thatExceedsAnInt_isTheResponse() throws ExchangeException {
    for (int status : new int[] {408, 503}) {
      RawResponse response =
          respond(
              Wire.HTTP_1_1,
              status,
              "Retry-After: 99999999999\r\n",
              TEXT,
              everythingOn(Wire.HTTP_1_1));

      assertThat(response.status()).isEqualTo(status);
      assertThat(response.header("Retry-After")).isEqualTo("99999999999");
    }
  }

  @Test
  void errorWhoseBodyIsNotCompressedAsItSays_isTheResponse() throws ExchangeException {
    RawResponse response =
        respond(
            Wire.HTTP_1_1, 502, "Content-Encoding: gzip\r\n", TEXT, everythingOn(Wire.HTTP_1_1));

    assertThat(response.status()).isEqualTo(502);
  }

  @ParameterizedTest
  @EnumSource
  void errorWhoseBodyBreaksOff_isTheResponse(Wire wire) throws ExchangeException {
    try (FaultServer server =
        FaultServer.start(wire, exchange -> exchange.take().answerHalf(429, "retry later"))) {
      RawResponse response = execute(server, everythingOn(wire));

      assertThat(response.status()).isEqualTo(429);
      assertThat("retry later").startsWith(new String(response.body(), StandardCharsets.UTF_8));
    }
  }

  @Test
  void interceptorsOfTheCaller_seeTheStatusOfTheServer() throws ExchangeException {
    int[] seen = new int[2];
    OkHttpClient.Builder client =
        Wire.HTTP_1_1
            .clientBuilder()
            .addInterceptor(
                chain -> {
                  var response = chain.proceed(chain.request());
                  seen[0] = response.code();
                  return response;
                })
            .addNetworkInterceptor(
                chain -> {
                  var response = chain.proceed(chain.request());
                  seen[1] = response.code();
                  return response;
                });

    RawResponse response = respond(Wire.HTTP_1_1, 407, "", TEXT, client);

    assertThat(response.status()).isEqualTo(407);
    assertThat(seen).containsExactly(407, 407);
  }
}
