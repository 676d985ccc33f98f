package ai.peeker.partner.testing.internal.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Builds one page of a filtered list, with the API's {@code links} and {@code meta}. */
final class PageResponse {
  private static final String PER_PAGE = "per_page";
  private static final String PAGE_TOKEN = "page_token";
  private static final int DEFAULT_SIZE = 25;
  private static final int MAX_SIZE = 100;

  private final String url;
  private final Map<String, String> query;
  private final List<? extends JsonNode> rows;

  /**
   * Creates a page.
   *
   * @param url the URL of the list, without a query
   * @param filters the row property that each query parameter is compared with
   */
  PageResponse(
      String url,
      LocalRequest request,
      Map<String, String> filters,
      List<? extends JsonNode> rows) {
    this.url = url;
    this.query = request.query();
    this.rows =
        rows.stream()
            .filter(row -> filters.entrySet().stream().allMatch(filter -> matches(filter, row)))
            .toList();
  }

  LocalResponse toResponse() {
    int size = pageSize();
    int from = firstRow();
    int to = Math.min(rows.size(), from + size);
    ObjectNode page = Json.object();
    ArrayNode data = page.putArray("data");
    rows.subList(from, to).forEach(data::add);
    Optional<String> next =
        to < rows.size()
            ? Optional.of(link(size, "&" + PAGE_TOKEN + "=" + token(to - 1)))
            : Optional.empty();
    page.putObject("links").put("first", link(size, "")).put("next", next.orElse(null));
    page.putObject("meta").put("path", url).put(PER_PAGE, size).put("returned", to - from);
    return LocalResponse.json(200, page);
  }

  private boolean matches(Map.Entry<String, String> filter, JsonNode row) {
    String wanted = query.get(filter.getKey());
    return wanted == null || row.path(filter.getValue()).asText().equals(wanted);
  }

  private int pageSize() {
    String value = query.getOrDefault(PER_PAGE, String.valueOf(DEFAULT_SIZE));
    int size = value.matches("[0-9]{1,3}") ? Integer.parseInt(value) : 0;
    if (size < 1 || size > MAX_SIZE) {
      throw ErrorResponseException.invalid(
          PER_PAGE, "per_page must be an integer from 1 to " + MAX_SIZE);
    }
    return size;
  }

  private int firstRow() {
    String token = query.get(PAGE_TOKEN);
    if (token == null) {
      return 0;
    }
    return IntStream.range(0, rows.size())
            .filter(row -> token(row).equals(token))
            .findFirst()
            .orElseThrow(
                () -> ErrorResponseException.invalid(PAGE_TOKEN, "page_token is not valid"))
        + 1;
  }

  /** Returns a token of the row's id, so that new rows do not shift the next page. */
  private String token(int row) {
    JsonNode id = rows.get(row).path("id");
    byte[] cursor = ("{\"after\":\"" + id.asText() + "\"}").getBytes(StandardCharsets.UTF_8);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(cursor);
  }

  private String link(int size, String suffix) {
    Stream<String> filters =
        query.entrySet().stream()
            .filter(parameter -> !Set.of(PAGE_TOKEN, PER_PAGE).contains(parameter.getKey()))
            .map(parameter -> encode(parameter.getKey()) + "=" + encode(parameter.getValue()));
    return Stream.concat(filters, Stream.of(PER_PAGE + "=" + size))
        .collect(Collectors.joining("&", url + "?", suffix));
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
