package ai.peeker.partner.spring.autoconfigure;

import ai.peeker.partner.PeekerClient;
import ai.peeker.partner.model.Secret;
import ai.peeker.partner.spring.PeekerConnectionDetails;
import ai.peeker.partner.spring.PeekerPartnerProperties;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

/** The connection details that properties have. */
record PropertiesConnectionDetails(PeekerPartnerProperties properties)
    implements PeekerConnectionDetails {
  @Override
  public String baseUrl() {
    String url = properties.baseUrl();
    return StringUtils.hasText(url) ? url : PeekerClient.DEFAULT_BASE_URL;
  }

  @Override
  public @Nullable Secret apiKey() {
    String key = properties.apiKey();
    return StringUtils.hasText(key) ? Secret.of(key) : null;
  }

  @Override
  public List<Secret> webhookSecrets() {
    List<Secret> secrets = new ArrayList<>();
    String secret = properties.webhook().secret();
    if (StringUtils.hasText(secret)) {
      secrets.add(Secret.of(secret));
    }
    properties.webhook().secrets().stream()
        .filter(StringUtils::hasText)
        .map(Secret::of)
        .forEach(secrets::add);
    return secrets;
  }
}
