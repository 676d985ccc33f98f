package ai.peeker.partner;

import ai.peeker.partner.api.PagedIterable;
import ai.peeker.partner.contract.CheckedServer;
import ai.peeker.partner.model.User;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import org.jspecify.annotations.Nullable;

/** Lists of users as the API returns them. */
final class PagingFixture {
  private static final Pattern TOKEN = Pattern.compile("[?&]page_token=([^&]*)");

  private PagingFixture() {}

  /** Serves numbered users in pages, whose tokens are the numbers of their first users. */
  static void serveUsers(CheckedServer server, int count, int perPage) {
    server.answerAlways(
        request -> {
          Matcher token = TOKEN.matcher(request.path());
          int first = token.find() ? Integer.parseInt(decoded(token.group(1))) : 1;
          int end = Math.min(first + perPage, count + 1);
          String next = end > count ? null : next(server.baseUrl(), "" + end);
          return page(next, IntStream.range(first, end).mapToObj(PagingFixture::row));
        });
  }

  static String next(URI baseUrl, String token) {
    return baseUrl + "/users?page_token=" + URLEncoder.encode(token, StandardCharsets.UTF_8);
  }

  static MockResponse page(@Nullable String next, Stream<String> rows) {
    String link = next == null ? "null" : "\"" + next + "\"";
    return CheckedServer.json(200, Map.of(), body(link, rows.collect(Collectors.joining(","))));
  }

  /** Returns a page whose rows and link are JSON of any kind. */
  static String body(String next, String rows) {
    return "{\"data\":[" + rows + "],\"links\":{\"next\":" + next + "}}";
  }

  static String row(int number) {
    return "{\"id\":\"usr_%d\",\"email\":\"u%d@example.com\",\"status\":\"active\"}"
        .formatted(number, number);
  }

  static List<String> ids(PagedIterable<User> users) {
    return users.stream().map(User::id).toList();
  }

  /** Returns the ids of the users from 1 to a number. */
  static List<String> idsTo(int last) {
    return IntStream.rangeClosed(1, last).mapToObj(number -> "usr_" + number).toList();
  }

  static String decoded(String token) {
    return URLDecoder.decode(token, StandardCharsets.UTF_8);
  }
}
