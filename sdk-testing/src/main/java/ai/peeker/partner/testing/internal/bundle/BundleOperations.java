package ai.peeker.partner.testing.internal.bundle;

import ai.peeker.partner.model.DeletedBundle;
import ai.peeker.partner.testing.internal.http.ErrorResponse;
import ai.peeker.partner.testing.internal.http.Json;
import ai.peeker.partner.testing.internal.http.LocalRequest;
import ai.peeker.partner.testing.internal.http.LocalResponse;
import ai.peeker.partner.testing.internal.http.Pages;
import ai.peeker.partner.testing.internal.http.Routes;
import ai.peeker.partner.testing.internal.http.Rows;
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
    routes.add("POST", "/bundles", this::create);
    routes.add("GET", "/bundles/{id}", request -> LocalResponse.data(require(request).toModel()));
    routes.add("PATCH", "/bundles/{id}", this::update);
    routes.add("DELETE", "/bundles/{id}", this::delete);
  }

  private LocalResponse list(LocalRequest request) {
    return pages.of(
        request,
        FILTERS,
        new Rows<>(bundles.all(), SavedBundle::id, bundles::exists, SavedBundle::toModel));
  }

  private LocalResponse create(LocalRequest request) {
    SavedBundle bundle = bundles.create(Json.readObject(request.body()));
    return LocalResponse.data(201, bundle.toModel());
  }

  private LocalResponse update(LocalRequest request) {
    SavedBundle bundle = bundles.update(require(request), Json.readObject(request.body()));
    return LocalResponse.data(bundle.toModel());
  }

  private LocalResponse delete(LocalRequest request) {
    SavedBundle bundle = require(request);
    return LocalResponse.data(
        DeletedBundle.builder().id(bundle.id()).status(bundles.delete(bundle)).build());
  }

  private SavedBundle require(LocalRequest request) {
    String id = request.pathParameter("id");
    return bundles.find(id).orElseThrow(() -> ErrorResponse.noRecord("bundle", id).toException());
  }
}
