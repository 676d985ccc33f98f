package ai.peeker.partner.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.PeekerClient;
import ai.peeker.partner.error.CallException;
import ai.peeker.partner.model.Secret;
import ai.peeker.partner.order.CustomOrder;
import ai.peeker.partner.order.GoogleDensity;
import ai.peeker.partner.order.Order;
import ai.peeker.partner.order.Smartlead;
import ai.peeker.partner.testing.ScriptedFault;
import ai.peeker.partner.testing.WebhookSigner;
import ai.peeker.partner.webhook.WebhookHandler;
import ai.peeker.partner.webhook.WebhookVerifier;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No secret is in spans, their events, meters or observations, whatever the server sends back. */
@Timeout(30)
class SecretsTest extends TracedFixture {
  private static final String KEY = "pk_test_canaryK3yThatMustNotLeak00";
  private static final String PASSWORD = "canaryP4sswordThatMustNotLeak";
  private static final String WEBHOOK_SECRET = "canaryS3cretThatMustNotLeak";

  private static final Order ORDER =
      CustomOrder.builder()
          .user("client@example.com")
          .google(4, GoogleDensity.TWO)
          .sequencer(Smartlead.client(366903, "login@example.com", Secret.of(PASSWORD)))
          .domains("acme-mail.com", "acme-post.com")
          .persona("Sam", "Lee")
          .build();

  private static final String ECHO =
      "{\"error\":{\"code\":\"invalid_request\",\"message\":\"Not valid: "
          + KEY
          + " "
          + PASSWORD
          + "\",\"details\":{\"fields\":[{\"field\":\"sequencer.password\",\"message\":\"not "
          + PASSWORD
          + "\"}]}}}";

  private final MeterRegistry meters = new SimpleMeterRegistry();
  private final PeekerMeters peekerMeters = PeekerMeters.of(meters);
  private final ConcurrentLinkedQueue<String> observed = new ConcurrentLinkedQueue<>();

  @BeforeEach
  void gather() {
    registry
        .observationConfig()
        .observationHandler(new DefaultMeterObservationHandler(meters))
        .observationHandler(new Texts());
  }

  static Stream<Consumer<ScriptedFault>> echoes() {
    return Stream.of(
        fault -> fault.respond(400, "application/json", ECHO),
        fault -> fault.respond(500, "application/json", ECHO),
        fault -> fault.respond(200, "application/json", ECHO),
        fault -> fault.respond(200, "text/html", KEY + PASSWORD),
        fault -> fault.respond(418, "text/plain", KEY + PASSWORD),
        ScriptedFault::resetConnection,
        ScriptedFault::garbage);
  }

  @ParameterizedTest
  @MethodSource("echoes")
  void call_whoseServerRepeatsSecrets_showsNone(Consumer<ScriptedFault> echo) {
    echo.accept(peeker.faults().next(4));
    try (PeekerClient client = clientBuilder().apiKey(KEY).listener(peekerMeters).build()) {
      assertThat(failure(client)).isInstanceOf(CallException.class);
    }

    assertThat(span("peeker createOrder").getEvents()).isNotEmpty();
    assertNoSecrets();
  }

  @Test
  void call_thatSucceeds_showsNone() {
    try (PeekerClient client = clientBuilder().listener(peekerMeters).build()) {
      client.orders().create(ORDER);
    }

    assertNoSecrets();
  }

  @Test
  void call_whoseKeyIsInvalid_showsNone() {
    String invalid = KEY + "\n";
    try (PeekerClient client =
        clientBuilder().apiKey(() -> invalid).listener(peekerMeters).build()) {
      assertThat(failure(client)).isInstanceOf(RuntimeException.class);
    }

    assertNoSecrets();
  }

  @Test
  void webhook_verifiedOrNot_showsNone() {
    WebhookHandler handler =
        WebhookHandler.builder(
                WebhookVerifier.builder().secret("test", Secret.of(WEBHOOK_SECRET)).build())
            .listener(ObservedWebhooks.of(registry))
            .listener(peekerMeters)
            .fallback((event, context) -> {})
            .build();
    byte[] body = "{\"id\":\"evt_1\",\"type\":\"moon.rose\"}".getBytes(StandardCharsets.UTF_8);
    long now = Instant.now().getEpochSecond();
    Map<String, List<String>> signed =
        new WebhookSigner(WEBHOOK_SECRET).headers(now, "evt_1", body);

    handler.handle(signed, body);
    handler.handle(signed, WEBHOOK_SECRET.getBytes(StandardCharsets.UTF_8));

    assertThat(spans()).hasSize(1);
    assertNoSecrets();
  }

  private static Throwable failure(PeekerClient client) {
    try {
      client.orders().create(ORDER);
      return new AssertionError("the call must fail");
    } catch (RuntimeException e) {
      return e;
    }
  }

  private void assertNoSecrets() {
    List<String> texts =
        Stream.of(
                spans().stream().map(SecretsTest::text),
                meters.getMeters().stream().map(meter -> meter.getId() + " " + meter.measure()),
                observed.stream())
            .flatMap(each -> each)
            .toList();
    assertThat(texts).hasSizeGreaterThan(3);
    for (String secret : List.of(KEY, PASSWORD, WEBHOOK_SECRET)) {
      String inBase64 =
          Base64.getEncoder()
              .withoutPadding()
              .encodeToString(secret.getBytes(StandardCharsets.UTF_8));
      assertThat(texts)
          .noneMatch(text -> text.contains(secret) || text.contains(inBase64))
          .noneMatch(text -> text.contains(secret.substring(8)));
    }
  }

  /** With the events, in whose attributes the exceptions and their stack traces are. */
  private static String text(SpanData span) {
    return span + " " + span.getEvents() + " " + span.getStatus() + " " + span.getAttributes();
  }

  private final class Texts implements ObservationHandler<Observation.Context> {
    @Override
    public void onEvent(Observation.Event event, Observation.Context context) {
      observed.add(event + " " + event.getContextualName());
    }

    @Override
    public void onStop(Observation.Context context) {
      observed.add(context + " " + context.getAllKeyValues() + " " + context.getError());
    }

    @Override
    public boolean supportsContext(Observation.Context context) {
      return true;
    }
  }
}
