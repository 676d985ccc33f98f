package ai.peeker.partner.micrometer;

import ai.peeker.partner.webhook.WebhookResult;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.GlobalObservationConvention;
import io.micrometer.observation.Observation;

/**
 * The names and keys of the observation of a webhook. To change them, extend this class and
 * register an instance, as for a {@link CallObservationConvention}.
 */
public class WebhookObservationConvention
    implements GlobalObservationConvention<WebhookObservationContext> {
  /** Creates the default convention. */
  public WebhookObservationConvention() {}

  @Override
  public boolean supportsContext(Observation.Context context) {
    return context instanceof WebhookObservationContext;
  }

  @Override
  public String getName() {
    return "peeker.webhooks";
  }

  @Override
  public String getContextualName(WebhookObservationContext context) {
    return "peeker webhook " + Keys.eventType(context.webhook().type());
  }

  @Override
  public KeyValues getLowCardinalityKeyValues(WebhookObservationContext context) {
    WebhookResult result = context.result();
    return KeyValues.of(
        "result",
        result == null ? KeyValue.NONE_VALUE : result.kind().name(),
        "type",
        Keys.eventType(context.webhook().type()));
  }

  @Override
  public KeyValues getHighCardinalityKeyValues(WebhookObservationContext context) {
    return KeyValues.of(
        "peeker.event.id",
        context.webhook().id(),
        "peeker.event.subject",
        Keys.orNone(context.webhook().subject().orElse(null)));
  }
}
