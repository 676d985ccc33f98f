package ai.peeker.partner.error;

import ai.peeker.partner.model.MailProvider;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A domain cannot host the provider that the order wants on it ({@code
 * domain_not_usable_for_provider}, documented with status 400).
 */
public final class DomainNotUsableForProviderException extends ApiException {
  private static final long serialVersionUID = 1L;

  DomainNotUsableForProviderException(Builder builder) {
    super(builder);
  }

  /**
   * The domain.
   *
   * @return null if the server named none
   */
  public @Nullable String domain() {
    return ErrorDetails.one(details(), "domain", String.class::cast);
  }

  /**
   * The provider that it cannot host.
   *
   * @return null if the server named none
   */
  public @Nullable MailProvider provider() {
    return ErrorDetails.one(details(), "provider", MailProvider::fromJson);
  }

  /**
   * The providers that it can host.
   *
   * @return unmodifiable; empty if the server named none
   */
  public List<MailProvider> usableFor() {
    return ErrorDetails.list(details(), "usable_for", MailProvider::fromJson);
  }
}
