package ai.peeker.partner.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** One page of a list, with the links and meta the API adds; it filters, too. */
final class ListAnswer {
  private static final int DEFAULT_SIZE = 25;
  private static final int MAX_SIZE = 100;

  private final String url;
  private final Map<String, String> query;
  private final List<ObjectNode> rows;

  /**
   * Prepares a page.
   *
   * @param url the list's own address, without a query
   * @param filters which query parameter compares with which property of a row
   */
  ListAnswer(String url, Incoming request, Map<String, String> filters, List<ObjectNode> rows) {
    this.url = url;
    this.query = request.query();
    this.rows =
        rows.stream()
            .filter(row -> filters.entrySet().stream().allMatch(filter -> keeps(filter, row)))
            .toList();
  }

  Reply reply() {
    int size = size();
    int from = from();
    int to = Math.min(rows.size(), from + size);
    ObjectNode answer = Json.object();
    ArrayNode data = answer.putArray("data");
    rows.subList(from, to).forEach(data::add);
    Optional<String> next =
        to < rows.size()
            ? Optional.of(link(size, "&page_token=" + token(to - 1)))
            : Optional.empty();
    answer.putObject("links").put("first", link(size, "")).put("next", next.orElse(null));
    answer.putObject("meta").put("path", url).put("per_page", size).put("returned", to - from);
    return Reply.json(200, answer);
  }

  private boolean keeps(Map.Entry<String, String> filter, ObjectNode row) {
    String wanted = query.get(filter.getKey());
    return wanted == null || row.path(filter.getValue()).asText().equals(wanted);
  }

  private int size() {
    String text = query.getOrDefault("per_page", String.valueOf(DEFAULT_SIZE));
    int size = text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : 0;
    if (size < 1 || size > MAX_SIZE) {
      throw Refusal.invalid("per_page", "per_page must be an integer from 1 to " + MAX_SIZE);
    }
    return size;
  }

  /** The token names the last row seen, so that a page does not move when a row is added. */
  private int from() {
    String token = query.get("page_token");
    if (token == null) {
      return 0;
    }
    return IntStream.range(0, rows.size())
            .filter(row -> token(row).equals(token))
            .findFirst()
            .orElseThrow(() -> Refusal.invalid("page_token", "page_token is not of this list"))
        + 1;
  }

  private String token(int row) {
    JsonNode id = rows.get(row).path("id");
    byte[] cursor = ("{\"after\":\"" + id.asText() + "\"}").getBytes(StandardCharsets.UTF_8);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(cursor);
  }

  private String link(int size, String tail) {
    Stream<String> filters =
        query.entrySet().stream()
            .filter(
                pair -> !pair.getKey().equals("page_token") && !pair.getKey().equals("per_page"))
            .map(pair -> encoded(pair.getKey()) + "=" + encoded(pair.getValue()));
    return Stream.concat(filters, Stream.of("per_page=" + size))
        .collect(Collectors.joining("&", url + "?", tail));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
