package ai.peeker.partner.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.PeekerClient;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.okhttp3.OkHttpMetricsEventListener;
import io.micrometer.core.instrument.binder.okhttp3.OkHttpObservationInterceptor;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.search.Search;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.opentelemetry.sdk.trace.data.SpanData;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The instrumentation of the caller's OkHttp client counts requests under its own names. */
@Timeout(30)
class BesideOkHttpTest extends TracedFixture {
  private final MeterRegistry meters = new SimpleMeterRegistry();

  private long count(String name) {
    return Search.in(meters).name(name).timers().stream().mapToLong(timer -> timer.count()).sum();
  }

  @Test
  void eventListenerOfOkHttp_besideObservations_countsRequestsUnderItsName() {
    registry.observationConfig().observationHandler(new DefaultMeterObservationHandler(meters));
    peeker.faults().next(1).fail(503);
    OkHttpClient http =
        new OkHttpClient.Builder()
            .eventListener(OkHttpMetricsEventListener.builder(meters, "okhttp.requests").build())
            .build();
    try (PeekerClient client = clientBuilder().httpClient(http).build()) {
      client.orders().create(order);
    }

    assertThat(count("peeker.calls")).isEqualTo(1);
    assertThat(count("peeker.attempts")).isEqualTo(2);
    assertThat(count("okhttp.requests")).isEqualTo(2);
  }

  @Test
  void interceptorOfOkHttp_besideObservations_isOneSpanMorePerAttempt() {
    registry.observationConfig().observationHandler(new DefaultMeterObservationHandler(meters));
    peeker.faults().next(1).fail(503);
    OkHttpClient http =
        new OkHttpClient.Builder()
            .addInterceptor(OkHttpObservationInterceptor.builder(registry, "okhttp.calls").build())
            .build();
    try (PeekerClient client = clientBuilder().httpClient(http).build()) {
      Observation.createNotStarted("http.server.requests", registry)
          .observe(() -> client.orders().create(order));
    }

    assertThat(count("peeker.calls")).isEqualTo(1);
    assertThat(count("peeker.attempts")).isEqualTo(2);
    assertThat(count("okhttp.calls")).isEqualTo(2);
    String trace = span("http.server.requests").getTraceId();
    assertThat(spans()).hasSize(6).extracting(SpanData::getTraceId).containsOnly(trace);
    assertThat(receivedTraceparents()).hasSize(2).allMatch(each -> each.contains(trace));
    assertThat(meters.getMeters()).extracting(Meter::getId).doesNotHaveDuplicates();
  }
}
