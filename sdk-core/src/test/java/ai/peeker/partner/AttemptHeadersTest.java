package ai.peeker.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.tuple;

import ai.peeker.partner.call.AttemptRequest;
import ai.peeker.partner.call.CallInfo;
import ai.peeker.partner.call.CallListener;
import ai.peeker.partner.call.RetryPolicy;
import ai.peeker.partner.contract.CheckedServer;
import ai.peeker.partner.contract.Contract;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The headers that listeners add to attempts, as a server receives them. */
@Timeout(60)
class AttemptHeadersTest {
  private static final String RECEIPT =
      Contract.example("createOrder response 200 new_order").json();

  @RegisterExtension final CheckedServer server = CheckedServer.start();

  private PeekerClient client(CallListener listener) {
    return PeekerClient.builder()
        .apiKey("pk_test_listener")
        .baseUrl(server.baseUrl().toString())
        .retryPolicy(RetryPolicy.defaults().withBackoff(Duration.ZERO, Duration.ZERO))
        .listener(listener)
        .build();
  }

  @Test
  void headersOfAListener_areSentWithThatAttemptAlone() {
    CallListener tracing =
        new CallListener() {
          @Override
          public void onAttemptStart(CallInfo call, AttemptRequest attempt) {
            attempt.header("X-Span", "span-" + attempt.number());
            if (attempt.number() == 1) {
              attempt.header("X-First", "yes");
            }
          }
        };
    server.answerUnchecked(503, "").answer(200, RECEIPT);
    try (PeekerClient client = client(tracing)) {
      var unused = client.orders().create(Samples.bundleOrder());
    }

    assertThat(server.requests())
        .extracting(sent -> sent.header("X-Span"), sent -> sent.header("X-First"))
        .containsExactly(tuple("span-1", "yes"), tuple("span-2", null));
  }

  @ParameterizedTest
  @CsvSource({"Authorization, Bearer other", "Host, example.com", "X-Key, pk_live_1"})
  void headerThatTheClientSets_isRejectedAndTheCallGoesOn(String name, String value) {
    List<Throwable> rejections = new CopyOnWriteArrayList<>();
    CallListener bold =
        new CallListener() {
          @Override
          public void onAttemptStart(CallInfo call, AttemptRequest attempt) {
            rejections.add(catchThrowable(() -> attempt.header(name, value)));
          }
        };
    server.answer(200, RECEIPT);
    try (PeekerClient client = client(bold)) {
      var unused = client.orders().create(Samples.bundleOrder());
    }

    assertThat(rejections).singleElement().isInstanceOf(IllegalArgumentException.class);
    assertThat(server.requests())
        .singleElement()
        .satisfies(sent -> assertThat(sent.header("Authorization")).endsWith("pk_test_listener"))
        .satisfies(sent -> assertThat(sent.header("X-Key")).isNull());
  }
}
