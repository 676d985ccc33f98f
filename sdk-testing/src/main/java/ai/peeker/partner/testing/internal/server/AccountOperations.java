package ai.peeker.partner.testing.internal.server;

import ai.peeker.partner.model.Account;
import ai.peeker.partner.model.ApiKey;
import ai.peeker.partner.model.ApiKeyEnvironment;
import ai.peeker.partner.model.Partner;
import ai.peeker.partner.testing.internal.http.LocalRequest;
import ai.peeker.partner.testing.internal.http.LocalResponse;
import ai.peeker.partner.testing.internal.http.Routes;

/** Serves {@code /me}. */
public final class AccountOperations {
  private final ApiKeys keys;

  public AccountOperations(ApiKeys keys) {
    this.keys = keys;
  }

  /** Adds the handler of the operation. */
  public void register(Routes routes) {
    routes.add("GET", "/me", this::me);
  }

  private LocalResponse me(LocalRequest request) {
    return LocalResponse.data(
        Account.builder()
            .apiKey(
                ApiKey.builder()
                    .environment(ApiKeyEnvironment.TEST)
                    .permissionPreset(keys.presetOf(keys.authenticate(request)))
                    .build())
            .partner(
                Partner.builder().id("org_01TESTPEEKER000000000001").name("Local Partner").build())
            .build());
  }
}
