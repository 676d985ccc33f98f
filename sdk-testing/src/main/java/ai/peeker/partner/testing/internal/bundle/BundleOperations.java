package ai.peeker.partner.testing.internal.bundle;

import ai.peeker.partner.testing.internal.http.ErrorResponse;
import ai.peeker.partner.testing.internal.http.LocalRequest;
import ai.peeker.partner.testing.internal.http.LocalResponse;
import ai.peeker.partner.testing.internal.http.Pages;
import ai.peeker.partner.testing.internal.http.Routes;
import java.util.Map;

/** Serves {@code /bundles}. */
public final class BundleOperations {
  private static final Map<String, String> FILTERS = Map.of("status", "status");

  private final Bundles bundles;
  private final Pages pages;

  public BundleOperations(Bundles bundles, Pages pages) {
    this.bundles = bundles;
    this.pages = pages;
  }

  /** Adds the handlers of the operations. */
  public void register(Routes routes) {
    routes.add("GET", "/bundles", this::list);
    routes.add("GET", "/bundles/{id}", this::get);
  }

  private LocalResponse list(LocalRequest request) {
    return pages.of(request, FILTERS, bundles.all().stream().map(SavedBundle::toJson).toList());
  }

  private LocalResponse get(LocalRequest request) {
    String id = request.pathParameter("id");
    SavedBundle bundle =
        bundles.find(id).orElseThrow(() -> ErrorResponse.noRecord("bundle", id).toException());
    return LocalResponse.data(bundle.toJson());
  }
}
