package ai.peeker.partner.spring;

import ai.peeker.partner.PeekerClient;
import ai.peeker.partner.model.Secret;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;

/**
 * The address of Peeker and the secrets. By default they are the properties {@code
 * peeker.partner.base-url}, {@code api-key}, {@code webhook.secret} and {@code webhook.secrets}. A
 * bean of this type replaces all of them, for instance with values from a vault.
 */
public interface PeekerConnectionDetails extends ConnectionDetails {
  /** {@return the base URL of the API} */
  default String baseUrl() {
    return PeekerClient.DEFAULT_BASE_URL;
  }

  /** {@return the API key; null if this application only receives webhooks} */
  @Nullable Secret apiKey();

  /**
   * {@return the secrets of webhooks, of which each is accepted: during a rotation, the old and the
   * new one} If there is none, webhooks are not received.
   */
  default List<Secret> webhookSecrets() {
    return List.of();
  }
}
