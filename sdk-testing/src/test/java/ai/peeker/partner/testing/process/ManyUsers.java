package ai.peeker.partner.testing.process;

import ai.peeker.partner.PeekerClient;
import ai.peeker.partner.api.PagedIterable;
import ai.peeker.partner.call.RateLimiter;
import ai.peeker.partner.model.User;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Reads all users of a server, 100 on a page, twice: with an iterator and asynchronously. Prints
 * for each the number of users and the bytes by which the live heap grew after the first page.
 */
final class ManyUsers {
  private static final int PER_PAGE = 100;
  private static final String PADDING = "x".repeat(500); // of a token

  private final AtomicLong seen = new AtomicLong();
  private final AtomicLong heapAtFirst = new AtomicLong();

  private ManyUsers() {}

  /** Takes the number of users. */
  public static void main(String[] arguments) throws Exception {
    int users = Integer.parseInt(arguments[0]);
    System.setProperty("sun.net.httpserver.nodelay", "true"); // otherwise 40 ms for each response
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", exchange -> answer(exchange, users));
    server.start();
    try (PeekerClient client =
        PeekerClient.builder()
            .apiKey("pk_test_many")
            .baseUrl("http://127.0.0.1:" + server.getAddress().getPort() + "/partner/v1")
            .rateLimiter(RateLimiter.unlimited())
            .build()) {
      PagedIterable<User> all = client.users().listAll(query -> query.perPage(PER_PAGE));
      ManyUsers blocking = new ManyUsers();
      all.forEach(user -> blocking.see(users));
      ManyUsers async = new ManyUsers();
      all.forEachAsync(user -> async.see(users)).join();
    } finally {
      server.stop(0);
    }
  }

  private void see(int users) {
    long number = seen.incrementAndGet();
    if (number == PER_PAGE) {
      heapAtFirst.set(liveHeap());
    }
    if (number == users) {
      System.out.println(number);
      System.out.println(liveHeap() - heapAtFirst.get());
    }
  }

  private static long liveHeap() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private static void answer(HttpExchange exchange, int users) {
    try (exchange) {
      String query = exchange.getRequestURI().getQuery();
      int at = query.indexOf("page_token=");
      int first = at < 0 ? 1 : Integer.parseInt(query.substring(at + 11).replaceFirst("x+$", ""));
      byte[] page = page(first, users).getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, page.length);
      exchange.getResponseBody().write(page);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String page(int first, int users) {
    int end = Math.min(first + PER_PAGE, users + 1);
    String next = end > users ? "null" : "\"/partner/v1/users?page_token=" + end + PADDING + "\"";
    return IntStream.range(first, end)
        .mapToObj(
            number -> "{\"id\":\"usr_" + number + "\",\"email\":\"u@x.co\",\"status\":\"active\"}")
        .collect(Collectors.joining(",", "{\"data\":[", "],\"links\":{\"next\":" + next + "}}"));
  }
}
