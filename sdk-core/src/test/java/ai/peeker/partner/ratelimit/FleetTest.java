package ai.peeker.partner.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.ratelimit.CountingServer.Arrival;
import ai.peeker.partner.webhook.store.Forked;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Processes with one API key, of which one is killed, send as many requests as they may. The window
 * is scaled down; {@code -Dfleet.window.millis=60000} for the long form, with the API's limit in
 * real time.
 */
@Timeout(900)
@ParameterizedClass
@EnumSource(names = {"POSTGRES", "MARIADB"})
class FleetTest extends LimiterFixture {
  private static final Duration WINDOW =
      Duration.ofMillis(Long.getLong("fleet.window.millis", 2_000));
  private static final boolean IS_LONG = WINDOW.toSeconds() >= 60;
  private static final int LIMIT = IS_LONG ? 600 : 100;
  private static final Duration LONGEST_EXCHANGE = WINDOW.dividedBy(20); // the mean is 2.5 %
  // A busy machine and, with 80 requests a process, chance have a part in the short form.
  private static final double LEAST_USE = IS_LONG ? 0.9 : 0.7;
  private static final double LEAST_SHARE = IS_LONG ? 0.7 : 0.3; // of the largest
  private static final Duration PAUSE = WINDOW.multipliedBy(6).dividedBy(10);
  private static final Duration UNDER_WAY = WINDOW.dividedBy(5); // when a pause begins
  private static final int PROCESSES = 4; // and one that is killed

  @TempDir private Path folder;

  private CountingServer server;
  private final List<Forked> processes = new ArrayList<>();

  @BeforeEach
  void start() throws Exception {
    server = new CountingServer(LONGEST_EXCHANGE);
    for (int number = 0; number <= PROCESSES; number++) {
      Object[] arguments = {url, server.port(), number, LIMIT, WINDOW.toMillis()};
      processes.add(
          Forked.start(
              folder,
              FleetMember.class,
              Stream.of(arguments).map(String::valueOf).toArray(String[]::new)));
    }
    for (int number = 0; number <= PROCESSES; number++) {
      server.await(number, 1);
    }
  }

  @AfterEach
  void end() throws Exception {
    for (Forked process : processes) {
      process.kill();
    }
    if (server != null) { // if there is such a database
      server.close();
    }
  }

  @Test
  void arrivals_ofFourProcesses_useTheLimitFairlyAndNeverExceedIt() throws Exception {
    processes.get(PROCESSES).kill();
    int killed = server.count();
    int end = killed + (int) (3.3 * LIMIT); // its lease is over after 2.1 windows
    server.await(end);
    server.rejectNext(PAUSE);
    List<Arrival> arrivals = server.await(end + LIMIT);

    int most = Arrivals.mostIn(WINDOW.toNanos(), arrivals.stream().map(Arrival::at).toList());
    long lastWindow = arrivals.get(end - 1).at() - arrivals.get(end - 1 - LIMIT).at();
    double used = (double) WINDOW.toNanos() / lastWindow;
    Map<Integer, Long> shares = shares(arrivals.subList(killed, end));
    System.out.printf(
        "%s: at most %d in %s, %.1f %% used, shares %s%n",
        database, most, WINDOW, 100 * used, shares.values());
    assertThat(most).isLessThanOrEqualTo(LIMIT);
    assertThat(used).as("use, with the permits of the killed process").isGreaterThan(LEAST_USE);
    assertThat(shares).hasSize(PROCESSES);
    assertThat((double) Collections.min(shares.values()) / Collections.max(shares.values()))
        .as("%s", shares)
        .isGreaterThan(LEAST_SHARE);
    assertThat(between(UNDER_WAY, PAUSE, arrivals)).as("arrivals during the pause").isEmpty();
    assertThat(shares(between(PAUSE, WINDOW.multipliedBy(10), arrivals))).hasSize(PROCESSES);
  }

  private List<Arrival> between(Duration from, Duration to, List<Arrival> arrivals) {
    return arrivals.stream()
        .filter(arrival -> arrival.at() - server.pausedAt() > from.toNanos())
        .filter(arrival -> arrival.at() - server.pausedAt() < to.toNanos())
        .toList();
  }

  private static Map<Integer, Long> shares(List<Arrival> arrivals) {
    return arrivals.stream()
        .filter(arrival -> arrival.process() < PROCESSES)
        .collect(Collectors.groupingBy(Arrival::process, Collectors.counting()));
  }
}
