package ai.peeker.partner.error;

import ai.peeker.partner.model.MailProvider;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Signals that a domain cannot host the provider that the order requests for it ({@code
 * domain_not_usable_for_provider}, documented with status 400).
 */
public final class DomainNotUsableForProviderException extends ApiException {
  private static final long serialVersionUID = 1L;

  DomainNotUsableForProviderException(Builder builder) {
    super(builder);
  }

  /**
   * Returns the domain.
   *
   * @return null if the server did not name it
   */
  public @Nullable String domain() {
    return ErrorDetails.one(details(), "domain", String.class::cast);
  }

  /**
   * Returns the provider that the domain cannot host.
   *
   * @return null if the server did not name it
   */
  public @Nullable MailProvider provider() {
    return ErrorDetails.one(details(), "provider", MailProvider::fromJson);
  }

  /**
   * Returns the providers that the domain can host.
   *
   * @return unmodifiable; empty if the server did not list them
   */
  public List<MailProvider> usableFor() {
    return ErrorDetails.list(details(), "usable_for", MailProvider::fromJson);
  }
}
