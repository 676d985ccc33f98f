package ai.peeker.partner.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.PeekerClient;
import ai.peeker.partner.call.RetryPolicy;
import ai.peeker.partner.model.Secret;
import ai.peeker.partner.order.CustomOrder;
import ai.peeker.partner.order.GoogleDensity;
import ai.peeker.partner.order.Order;
import ai.peeker.partner.order.Smartlead;
import ai.peeker.partner.testing.LocalPeeker;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationHandler.FirstMatchingCompositeObservationHandler;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.handler.PropagatingReceiverTracingObservationHandler;
import io.micrometer.tracing.handler.PropagatingSenderTracingObservationHandler;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelPropagator;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;

/** A LocalPeeker, and observations that OpenTelemetry exports as spans. */
abstract class TracedFixture {
  final LocalPeeker peeker = LocalPeeker.start();
  final TestObservationRegistry registry = TestObservationRegistry.create();
  final Order order =
      CustomOrder.builder()
          .user("client@example.com")
          .google(4, GoogleDensity.TWO)
          .sequencer(Smartlead.client(366903, "login@example.com", Secret.of("password")))
          .domains("acme-mail.com", "acme-post.com")
          .persona("Sam", "Lee")
          .build();

  private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
  private final SdkTracerProvider provider =
      SdkTracerProvider.builder().addSpanProcessor(SimpleSpanProcessor.create(exporter)).build();

  private final OpenObservations open = new OpenObservations();

  TracedFixture() {
    Tracer tracer = provider.get("test");
    OtelTracer bridge = new OtelTracer(tracer, new OtelCurrentTraceContext(), event -> {});
    OtelPropagator propagator =
        new OtelPropagator(
            ContextPropagators.create(W3CTraceContextPropagator.getInstance()), tracer);
    registry
        .observationConfig()
        .observationHandler(open)
        .observationHandler(
            new FirstMatchingCompositeObservationHandler(
                new PropagatingReceiverTracingObservationHandler<>(bridge, propagator),
                new PropagatingSenderTracingObservationHandler<>(bridge, propagator),
                new DefaultTracingObservationHandler(bridge)));
  }

  @AfterEach
  void everyObservationIsStopped() {
    peeker.close();
    provider.close();
    TestObservationRegistryAssert.assertThat(registry)
        .doesNotHaveAnyRemainingCurrentObservation()
        .doesNotHaveAnyRemainingCurrentScope();
    assertThat(open.await()).as("observations that are not stopped").isEmpty();
  }

  /** Delays of milliseconds, so that a retry takes no time. */
  PeekerClient.Builder clientBuilder() {
    return peeker
        .clientBuilder()
        .retryPolicy(
            RetryPolicy.defaults()
                .withBackoff(Duration.ofMillis(1), Duration.ofMillis(2))
                .withJitter(Duration.ZERO))
        .listener(ObservedCalls.of(registry));
  }

  /**
   * Returns the spans as soon as no observation is open: a webhook's may end after its response.
   */
  List<SpanData> spans() {
    open.await();
    return exporter.getFinishedSpanItems();
  }

  List<SpanData> spans(String name) {
    return spans().stream().filter(span -> span.getName().equals(name)).toList();
  }

  SpanData span(String name) {
    assertThat(spans(name)).as(name + " of " + spans()).hasSize(1);
    return spans(name).get(0);
  }

  static List<String> events(SpanData span) {
    return span.getEvents().stream().map(EventData::getName).toList();
  }

  /** Returns the header that a request of a span has. */
  static String traceparent(SpanData span) {
    String flags = span.getSpanContext().getTraceFlags().asHex();
    return "00-" + span.getTraceId() + "-" + span.getSpanId() + "-" + flags;
  }

  List<String> receivedTraceparents() {
    return peeker.requests().stream()
        .map(request -> request.header("traceparent").orElse("none"))
        .toList();
  }

  /** The observations that are started and not yet stopped. */
  private static final class OpenObservations implements ObservationHandler<Observation.Context> {
    private final Set<Observation.Context> contexts = new HashSet<>();

    @Override
    public synchronized void onStart(Observation.Context context) {
      contexts.add(context);
    }

    @Override
    public synchronized void onStop(Observation.Context context) {
      contexts.remove(context);
      notifyAll();
    }

    @Override
    public boolean supportsContext(Observation.Context context) {
      return true;
    }

    /** Waits until none is open; returns those that are. */
    synchronized Set<Observation.Context> await() {
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
      try {
        for (long left = 1; !contexts.isEmpty() && left > 0; ) {
          left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
          wait(Math.max(1, left));
        }
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      return Set.copyOf(contexts);
    }
  }
}
