package ai.peeker.partner.testing.internal.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Builds one page of a filtered list, with the API's {@code links} and {@code meta}. */
final class PageResponse {
  private static final String PER_PAGE = "per_page";
  private static final String PAGE_TOKEN = "page_token";
  private static final Set<String> PAGING = Set.of(PER_PAGE, PAGE_TOKEN);
  private static final int DEFAULT_SIZE = 25;

  private final String url;
  private final Map<String, String> query;
  private final Map<String, String> filters;
  private final Set<String> parameterNames;
  private final Rows<?> rows;
  private final String listId;

  /**
   * Creates a page. The query conforms to the contract, so the page size is in its limits.
   *
   * @param url the URL of the list, without a query
   * @param filters the row property that each query parameter is compared with
   * @param parameterNames the parameters of the list, which its links repeat
   */
  PageResponse(
      String url,
      LocalRequest request,
      Map<String, String> filters,
      Set<String> parameterNames,
      Rows<?> rows) {
    this.url = url;
    this.query = request.query();
    this.filters = filters;
    this.parameterNames = parameterNames;
    this.rows = rows;
    this.listId =
        Integer.toHexString((URI.create(url).getPath() + parameters(0).toList()).hashCode());
  }

  LocalResponse toResponse() {
    int size = Integer.parseInt(query.getOrDefault(PER_PAGE, String.valueOf(DEFAULT_SIZE)));
    // One row more than the page, to know whether there is a next one.
    List<JsonNode> found = rows.from(firstRow()).filter(this::matches).limit(size + 1L).toList();
    List<JsonNode> shown = found.subList(0, Math.min(size, found.size()));
    ObjectNode page = Json.object();
    page.putArray("data").addAll(shown);
    String next =
        found.size() > size
            ? link(size, "&" + PAGE_TOKEN + "=" + token(shown.get(size - 1)))
            : null;
    page.putObject("links").put("first", link(size, "")).put("next", next);
    page.putObject("meta").put("path", url).put(PER_PAGE, size).put("returned", shown.size());
    return LocalResponse.json(200, page);
  }

  private boolean matches(JsonNode row) {
    return filters.entrySet().stream()
        .allMatch(
            filter -> {
              String wanted = query.get(filter.getKey());
              return wanted == null || row.path(filter.getValue()).asText().equals(wanted);
            });
  }

  /** Looks among all rows: the last row of the page before may not match any more. */
  private int firstRow() {
    String token = query.get(PAGE_TOKEN);
    if (token == null) {
      return 0;
    }
    int last = rows.indexOf(lastId(token));
    if (last < 0) {
      throw ErrorResponseException.invalid(
          PAGE_TOKEN, "page_token was not issued for this list with these filters");
    }
    return last + 1;
  }

  /** Returns the id in a token, or an empty string if the token is not one of this list. */
  private String lastId(String token) {
    try {
      JsonNode cursor = Json.parse(new String(Base64.getUrlDecoder().decode(token), UTF_8));
      return cursor.path("of").asText().equals(listId) ? cursor.path("after").asText() : "";
    } catch (IllegalArgumentException notOurs) {
      return "";
    }
  }

  /** Returns a token of the row's id, so that new rows do not shift the next page. */
  private String token(JsonNode row) {
    ObjectNode cursor = Json.object().put("after", row.path("id").asText()).put("of", listId);
    byte[] bytes = Json.write(cursor).getBytes(UTF_8);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private String link(int size, String suffix) {
    return parameters(size).collect(Collectors.joining("&", url + "?", suffix));
  }

  private Stream<String> parameters(int size) {
    Stream<String> shown =
        query.entrySet().stream()
            .filter(parameter -> parameterNames.contains(parameter.getKey()))
            .filter(parameter -> !PAGING.contains(parameter.getKey()))
            .map(parameter -> encode(parameter.getKey()) + "=" + encode(parameter.getValue()));
    return Stream.concat(shown, Stream.of(PER_PAGE + "=" + size));
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, UTF_8);
  }
}
