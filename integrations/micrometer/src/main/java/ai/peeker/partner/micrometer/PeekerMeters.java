package ai.peeker.partner.micrometer;

import ai.peeker.partner.PeekerClient;
import ai.peeker.partner.call.AttemptRequest;
import ai.peeker.partner.call.CallInfo;
import ai.peeker.partner.call.CallListener;
import ai.peeker.partner.webhook.VerifiedWebhook;
import ai.peeker.partner.webhook.WebhookListener;
import ai.peeker.partner.webhook.WebhookResult;
import io.micrometer.common.KeyValue;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;

/**
 * Measures the waits of calls, their retries, the results of webhooks, and the retry budget, in
 * addition to the observations.
 *
 * <pre>{@code
 * PeekerMeters meters = PeekerMeters.of(meterRegistry);
 * PeekerClient client = PeekerClient.builder().apiKey("pk_test_…").listener(meters).build();
 * PeekerMeters.retryBudget(client).bindTo(meterRegistry);
 * WebhookHandler handler =
 *     WebhookHandler.builder(verifier)
 *         .listener(meters)
 *         .fallback((event, context) -> {})
 *         .build();
 * }</pre>
 *
 * <p>Safe for use by several threads, clients and handlers.
 */
public final class PeekerMeters implements CallListener, WebhookListener {
  private final MeterProvider<Timer> waits;
  private final MeterProvider<Counter> retries;
  private final MeterProvider<Counter> webhookResults;

  private PeekerMeters(MeterRegistry registry) {
    this.waits =
        Timer.builder("peeker.waits")
            .description("Delays before retries, and waits for a permit of the rate limiter")
            .withRegistry(registry);
    this.retries =
        Counter.builder("peeker.retries")
            .description("Attempts after the first one of a call")
            .withRegistry(registry);
    this.webhookResults =
        Counter.builder("peeker.webhook.results")
            .description("Deliveries of webhooks by the result that was responded with")
            .withRegistry(registry);
  }

  /**
   * Creates a listener that measures calls and webhooks.
   *
   * @param registry the registry of the meters; not null
   * @return the listener
   * @throws IllegalArgumentException if an argument is null
   */
  public static PeekerMeters of(MeterRegistry registry) {
    return new PeekerMeters(Keys.notNull("registry", registry));
  }

  /**
   * Returns a binder of a gauge that shows {@link PeekerClient#availableRetries()}.
   *
   * @param client the client; not null; the registry does not keep it from being collected
   * @param tags tells several clients apart
   * @return the binder
   * @throws IllegalArgumentException if an argument is null
   */
  public static MeterBinder retryBudget(PeekerClient client, Tag... tags) {
    Keys.notNull("client", client);
    Tags copy = Tags.of(tags);
    return registry ->
        Gauge.builder("peeker.retries.available", client, PeekerClient::availableRetries)
            .description("Retries that the retry budget allows, of at most 10")
            .tags(copy)
            .register(registry);
  }

  @Override
  public void onWait(CallInfo call, WaitReason reason, Duration duration) {
    waits.withTags("operation", call.operation(), "reason", reason.name()).record(duration);
  }

  @Override
  public void onAttemptStart(CallInfo call, AttemptRequest attempt) {
    if (attempt.number() > 1) {
      retries.withTags("operation", call.operation()).increment();
    }
  }

  @Override
  public void onResult(WebhookResult result) {
    String type =
        result
            .webhook()
            .map(VerifiedWebhook::type)
            .map(Keys::eventType)
            .orElse(KeyValue.NONE_VALUE);
    webhookResults.withTags("result", result.kind().name(), "type", type).increment();
  }
}
