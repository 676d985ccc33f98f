package ai.peeker.partner.testing.internal.http;

import ai.peeker.partner.testing.internal.contract.Contract;
import java.net.URI;
import java.util.Map;
import java.util.Set;

/** Splits lists into pages, with the API's filters, {@code links} and {@code meta}. */
public final class Pages {
  private final URI baseUrl;

  public Pages(URI baseUrl) {
    this.baseUrl = baseUrl;
  }

  /**
   * Returns the page that a request asks for.
   *
   * @param filters the row property that each query parameter is compared with, except those that
   *     the rows are filtered by already
   * @param rows the records; each row has an {@code id}
   */
  public LocalResponse of(LocalRequest request, Map<String, String> filters, Rows<?> rows) {
    String url = baseUrl.resolve(request.path()).toString();
    return new PageResponse(url, request, filters, parameterNames(request), rows).toResponse();
  }

  private Set<String> parameterNames(LocalRequest request) {
    String path = request.path().substring(baseUrl.getPath().length());
    return Contract.get()
        .find(request.method(), path)
        .map(operation -> operation.queryParameters().keySet())
        .orElseThrow();
  }
}
