package ai.peeker.partner.micrometer;

import ai.peeker.partner.webhook.VerifiedWebhook;
import ai.peeker.partner.webhook.WebhookListener;
import ai.peeker.partner.webhook.WebhookResult;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.function.Supplier;

/**
 * Observes the handling of webhooks: one observation for each verified delivery, current while the
 * event is claimed, handled and marked as handled, so that observations of the handler are within
 * it. On the threads of the SDK it starts a trace.
 *
 * <pre>{@code
 * WebhookHandler handler =
 *     WebhookHandler.builder(verifier)
 *         .listener(ObservedWebhooks.of(observationRegistry))
 *         .fallback((event, context) -> {})
 *         .build();
 * }</pre>
 *
 * <p>Names and keys are those of {@link WebhookObservationConvention}. Safe for use by several
 * threads and handlers.
 */
public final class ObservedWebhooks implements WebhookListener {
  private static final WebhookObservationConvention CONVENTION = new WebhookObservationConvention();

  private final ObservationRegistry registry;

  private ObservedWebhooks(ObservationRegistry registry) {
    this.registry = registry;
  }

  /**
   * Creates a listener that observes the handling of webhooks.
   *
   * @param registry the registry of the observations; not null
   * @return the listener
   * @throws IllegalArgumentException if an argument is null
   */
  public static ObservedWebhooks of(ObservationRegistry registry) {
    return new ObservedWebhooks(Keys.notNull("registry", registry));
  }

  @Override
  public WebhookResult onHandling(VerifiedWebhook webhook, Supplier<WebhookResult> handling) {
    WebhookObservationContext context = new WebhookObservationContext(webhook);
    Observation observation =
        Observation.createNotStarted(null, CONVENTION, () -> context, registry);
    return observation.observe(
        () -> {
          WebhookResult result = handling.get();
          context.result(result);
          result.failure().ifPresent(observation::error);
          return result;
        });
  }
}
