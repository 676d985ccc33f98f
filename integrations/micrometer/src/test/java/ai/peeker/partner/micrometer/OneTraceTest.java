package ai.peeker.partner.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.peeker.partner.PeekerClient;
import ai.peeker.partner.call.AttemptRequest;
import ai.peeker.partner.call.CallInfo;
import ai.peeker.partner.call.CallListener;
import ai.peeker.partner.error.OrderOutcomeUnknownException;
import ai.peeker.partner.model.OrderSummary;
import io.micrometer.observation.Observation;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The spans of a call, and the headers that its attempts carry. */
@Timeout(30)
class OneTraceTest extends TracedFixture {
  private static final String INCOMING = "http.server.requests";

  @Test
  void call_withARetry_isOneTraceFromTheIncomingRequestToTheSecondAttempt() {
    peeker.faults().next(1).fail(503);
    try (PeekerClient client = clientBuilder().build()) {
      Observation.createNotStarted(INCOMING, registry).observe(() -> client.orders().create(order));
    }
    assertIsOneTrace();
  }

  @Test
  void logLines_ofTheTracedCall_haveItsIdAndItsAttempts() {
    List<String> lines = new CopyOnWriteArrayList<>();
    Handler recorder = recorder(lines);
    Logger logger = Logger.getLogger("ai.peeker.partner");
    logger.setLevel(Level.FINE);
    logger.addHandler(recorder);
    peeker.faults().next(1).fail(503);
    try (PeekerClient client = clientBuilder().build()) {
      client.orders().create(order);
    } finally {
      logger.removeHandler(recorder);
      logger.setLevel(null);
    }

    String call = "POST /orders [" + attribute(span("peeker createOrder"), "peeker.call.id") + "]";
    assertThat(lines).hasSize(4).allMatch(line -> line.startsWith(call));
    assertThat(lines.get(0)).contains(" attempt 1: HTTP 503");
    assertThat(lines.get(1)).contains(" waits ", "BACKOFF");
    assertThat(lines.get(2))
        .contains(" attempt 2: HTTP 200, request id " + peeker.requests().get(1).requestId());
    assertThat(lines.get(3)).contains(" succeeded, attempts: 2");
  }

  private static Handler recorder(List<String> lines) {
    return new Handler() {
      @Override
      public void publish(LogRecord logged) {
        lines.add(logged.getMessage());
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }

  @Test
  void asyncCall_withARetry_isOneTraceFromTheIncomingRequestToTheSecondAttempt() {
    peeker.faults().next(1).fail(503);
    try (PeekerClient client = clientBuilder().build()) {
      CompletableFuture<OrderSummary> placed =
          Observation.createNotStarted(INCOMING, registry)
              .observe(() -> client.orders().createAsync(order));
      placed.join();
    }
    assertIsOneTrace();
  }

  /** incoming request -> call -> attempt 1 (503) -> wait -> attempt 2 */
  private void assertIsOneTrace() {
    SpanData incoming = span(INCOMING);
    SpanData call = span("peeker createOrder");
    List<SpanData> attempts = spans("POST /orders");

    assertThat(attempts).hasSize(2);
    assertThat(spans())
        .hasSize(4)
        .allSatisfy(span -> assertThat(span.getTraceId()).isEqualTo(incoming.getTraceId()));
    assertThat(incoming.getParentSpanContext().isValid()).isFalse();
    assertThat(call.getParentSpanId()).isEqualTo(incoming.getSpanId());
    assertThat(attempts)
        .allSatisfy(span -> assertThat(span.getParentSpanId()).isEqualTo(call.getSpanId()))
        .allSatisfy(span -> assertThat(span.getKind()).isEqualTo(SpanKind.CLIENT));
    assertThat(attempts)
        .extracting(span -> attribute(span, "status") + " " + attribute(span, "outcome"))
        .containsExactly("503 SERVER_ERROR", "200 SUCCESS");
    assertThat(attempts)
        .extracting(span -> span.getStatus().getStatusCode())
        .containsExactly(StatusCode.ERROR, StatusCode.UNSET);
    assertThat(events(call)).containsExactly("attempt: 503", "wait: backoff", "attempt: 200");
    assertThat(attempts.get(1).getStartEpochNanos())
        .as("the second attempt starts after the wait")
        .isGreaterThanOrEqualTo(attempts.get(0).getEndEpochNanos() + 500_000);
    assertThat(receivedTraceparents())
        .containsExactly(traceparent(attempts.get(0)), traceparent(attempts.get(1)));
  }

  @Test
  void call_hasTheKeysOfItsOperationAndResult() {
    try (PeekerClient client = clientBuilder().build()) {
      client.orders().get(client.orders().create(order).id());
    }

    SpanData call = span("peeker getOrder");
    assertThat(attribute(call, "method")).isEqualTo("GET");
    assertThat(attribute(call, "operation")).isEqualTo("getOrder");
    assertThat(attribute(call, "uri")).isEqualTo("/orders/{id}");
    assertThat(attribute(call, "status")).isEqualTo("200");
    assertThat(attribute(call, "outcome")).isEqualTo("SUCCESS");
    assertThat(attribute(call, "exception")).isEqualTo("none");
    assertThat(attribute(call, "peeker.attempts")).isEqualTo("1");
    assertThat(attribute(call, "peeker.request.id"))
        .isEqualTo(peeker.requests().get(1).requestId());
    assertThat(attribute(call, "peeker.call.id"))
        .matches("[0-9a-f]{16}")
        .isEqualTo(attribute(span("GET /orders/{id}"), "peeker.call.id"));
  }

  @Test
  void call_thatFails_isAnErrorWithItsOutcome() {
    peeker.faults().next(4).fail(500);
    try (PeekerClient client = clientBuilder().build()) {
      assertThatExceptionOfType(OrderOutcomeUnknownException.class)
          .isThrownBy(() -> client.orders().create(order));
    }

    SpanData call = span("peeker createOrder");
    assertThat(call.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(attribute(call, "status")).isEqualTo("500");
    assertThat(attribute(call, "outcome")).isEqualTo("UNKNOWN");
    assertThat(attribute(call, "exception")).isEqualTo("OrderOutcomeUnknownException");
    assertThat(attribute(call, "peeker.attempts")).isEqualTo("4");
    assertThat(spans("POST /orders")).hasSize(4);
  }

  @Test
  void attempt_withoutAResponse_isAnErrorThatSaysSo() {
    peeker.faults().next(1).resetConnection();
    try (PeekerClient client = clientBuilder().build()) {
      client.orders().create(order);
    }

    SpanData attempt = spans("POST /orders").get(0);
    assertThat(attribute(attempt, "status")).isEqualTo("none");
    assertThat(attribute(attempt, "outcome")).isEqualTo("UNKNOWN");
    assertThat(attempt.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(attempt.getStatus().getDescription()).isNotBlank();
    assertThat(events(span("peeker createOrder")))
        .containsExactly("attempt: no response", "wait: backoff", "attempt: 200");
  }

  @Test
  void call_thatIsCanceled_endsItsObservations() throws InterruptedException {
    peeker.faults().next(1).delay(Duration.ofSeconds(20));
    CountDownLatch started = new CountDownLatch(1);
    try (PeekerClient client = clientBuilder().listener(countingDown(started)).build()) {
      CompletableFuture<OrderSummary> placed = client.orders().createAsync(order);
      assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();

      placed.cancel(true);

      SpanData call = span("peeker createOrder");
      assertThat(attribute(call, "exception")).isEqualTo("CancellationException");
      assertThat(span("POST /orders").getParentSpanId()).isEqualTo(call.getSpanId());
    }
  }

  private static CallListener countingDown(CountDownLatch latch) {
    return new CallListener() {
      @Override
      public void onAttemptStart(CallInfo call, AttemptRequest attempt) {
        latch.countDown();
      }
    };
  }

  @Test
  void request_toAnyPath_doesNotNameItInKeys() {
    try (PeekerClient client = clientBuilder().build()) {
      client.request("GET", "/users/usr_secretive").sendAsync().handle((ok, e) -> null).join();
    }

    assertThat(attribute(span("peeker request"), "uri")).isEqualTo("UNKNOWN");
    assertThat(spans()).noneMatch(span -> span.toString().contains("/users/usr_secretive"));
  }

  @Test
  void conventionOfTheRegistry_replacesTheDefault() {
    registry
        .observationConfig()
        .observationConvention(
            new CallObservationConvention() {
              @Override
              public String getContextualName(CallObservationContext context) {
                return "shop " + context.call().operation();
              }
            });
    try (PeekerClient client = clientBuilder().build()) {
      client.account().me();
    }

    assertThat(spans()).extracting(SpanData::getName).containsExactly("GET /me", "shop getMe");
  }

  static String attribute(SpanData span, String key) {
    return span.getAttributes().get(AttributeKey.stringKey(key));
  }
}
