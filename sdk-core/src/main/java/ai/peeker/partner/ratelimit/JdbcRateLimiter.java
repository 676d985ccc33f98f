package ai.peeker.partner.ratelimit;

import ai.peeker.partner.call.RateLimiter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;

/**
 * A rate limiter that several machines share: its permits are rows of a table. Whatever the number
 * of processes, the server receives no more requests in any 60 seconds than the limit, as long as
 * no exchange lasts longer than {@link #withLongestExchange}.
 *
 * <pre>{@code
 * RateLimiter shared = JdbcRateLimiter.of(dataSource, "live");
 * PeekerClient client =
 *     PeekerClient.builder()
 *         .apiKey(System.getenv("PEEKER_API_KEY"))
 *         .rateLimiter(shared)
 *         .build();
 * }</pre>
 *
 * <p>It works on PostgreSQL 12, MySQL 8.0, MariaDB 10.6 and H2 2.2, or newer. {@link #schema}
 * creates the table. Only the clock of the database is read, so those of the machines may differ.
 *
 * <p>Permits are granted in FIFO order within a process; processes that wait have equal chances. A
 * permit is free again one minute after its exchange ended, or two minutes after it ended without a
 * response. The permits of a process that was killed are free after the longest exchange and two
 * minutes. A {@link #pause} holds all processes.
 *
 * <p>If the database is away, calls fail before anything is sent, with an {@link
 * IllegalStateException}, unless there is a {@linkplain #withLocalShare local share}. A thread of
 * the limiter uses the connections, one at a time and for some milliseconds; it ends when it has
 * nothing to do. Let the driver or the pool limit the time for connecting, as with {@link
 * DataSource#setLoginTimeout}: waiting calls end at their timeout, but no permit is granted
 * meanwhile.
 */
public final class JdbcRateLimiter implements RateLimiter {
  // A response that names days ends its own call; all others try again after an hour.
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

  private final Settings settings;
  private final PermitQueue queue;

  JdbcRateLimiter(Settings settings) {
    this.settings = settings;
    this.queue = new PermitQueue(settings, PermitQueue.worker());
  }

  /**
   * Creates a limiter of 600 requests per minute.
   *
   * @param dataSource the source of connections, preferably a pool; not null
   * @param name the name that all limiters of an API key share, and no other ones: 1 to 100 ASCII
   *     characters without spaces and upper-case letters, but not the key itself
   * @return the limiter
   * @throws IllegalArgumentException if an argument is null or malformed
   */
  public static JdbcRateLimiter of(DataSource dataSource, String name) {
    return new JdbcRateLimiter(Settings.of(dataSource, name));
  }

  /**
   * Returns the statement that creates the table, the same one for each database. It is in this
   * package as {@code schema.sql}, too.
   *
   * @return an SQL statement with a semicolon at its end
   */
  public static String schema() {
    try (InputStream stream = JdbcRateLimiter.class.getResourceAsStream("schema.sql")) {
      if (stream == null) {
        throw new IllegalStateException(
            "schema.sql is missing from the package of JdbcRateLimiter. Keep it when you repackage"
                + " the jar.");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns a limiter with another limit. If limiters of a name have different limits, each process
   * gets permits up to its limit, so the highest one holds for all of them together.
   *
   * @param requestsPerMinute from 1 to 10,000; 600 by default
   * @return another limiter
   * @throws IllegalArgumentException if it is out of range
   */
  public JdbcRateLimiter withLimit(int requestsPerMinute) {
    return new JdbcRateLimiter(settings.withLimit(requestsPerMinute));
  }

  /**
   * Returns a limiter for exchanges of another length. The permits of a process that was killed
   * return this long and two minutes after they were granted. If an exchange lasts longer, its
   * permit may be granted again too early.
   *
   * @param longestExchange more than zero, at most one hour; 30 seconds by default. A client with a
   *     longer attempt timeout is not built
   * @return another limiter
   * @throws IllegalArgumentException if it is null or out of range
   */
  public JdbcRateLimiter withLongestExchange(Duration longestExchange) {
    return new JdbcRateLimiter(settings.withLongestExchange(longestExchange));
  }

  /**
   * Returns a limiter whose table is in a schema of the database. By default it is in the schema of
   * the connection.
   *
   * @param name ASCII letters, digits and underscores; it is not quoted
   * @return another limiter
   * @throws IllegalArgumentException if it is null or malformed
   */
  public JdbcRateLimiter inSchema(String name) {
    return new JdbcRateLimiter(settings.inSchema(name));
  }

  /**
   * Returns a limiter that grants permits without the database while it is away: this many requests
   * a minute of this limiter. The database is away when it cannot be reached or does not respond
   * within 5 seconds; it is tried again every second. A table that is missing still fails the
   * calls.
   *
   * <p>These requests are not counted in the database. The server may therefore receive the limit
   * and all shares together in a minute, and reject requests with 429: around the beginning and the
   * end of an outage, and for as long as some processes reach the database and others do not. To
   * exclude that, leave the database that much less: {@code withLimit(600 - limiters * share)}.
   * During a rolling deployment, the limiters of the old and the new processes count.
   *
   * @param requestsPerMinute from 1 to 10,000
   * @return another limiter
   * @throws IllegalArgumentException if it is out of range
   */
  public JdbcRateLimiter withLocalShare(int requestsPerMinute) {
    return new JdbcRateLimiter(settings.withLocalShare(requestsPerMinute));
  }

  @Override
  public CompletableFuture<Permit> acquire(Duration maxWait) {
    return queue.acquire(maxWait);
  }

  /**
   * {@inheritDoc} Processes learn of it from the database; it holds for one hour at most.
   *
   * @throws IllegalArgumentException if the delay is null
   */
  @Override
  public void pause(Duration delay) {
    if (delay == null) {
      throw new IllegalArgumentException("delay must not be null");
    }
    queue.pause(delay.compareTo(LONGEST_PAUSE) < 0 ? delay : LONGEST_PAUSE);
  }

  @Override
  public Duration longestExchange() {
    return settings.longestExchange();
  }

  /** Returns a string for logging, with the name and the limit. */
  @Override
  public String toString() {
    return "JdbcRateLimiter["
        + settings.name()
        + ", "
        + settings.limit()
        + " in "
        + settings.window()
        + "]";
  }
}
