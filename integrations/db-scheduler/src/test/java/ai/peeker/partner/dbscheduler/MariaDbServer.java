package ai.peeker.partner.dbscheduler;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A real MariaDB: the one of {@code MARIADB_TEST_URL}, or else one that is started from its program
 * on a free port when it is needed first, and stopped with the JVM.
 */
final class MariaDbServer {
  private static final long PATIENCE = TimeUnit.MINUTES.toNanos(2);
  private static @Nullable String started;

  private MariaDbServer() {}

  /** Returns the URL with "%s" in place of the database. Skips the test if there is no MariaDB. */
  static synchronized String url() {
    String given = System.getenv("MARIADB_TEST_URL");
    if (given != null) {
      return given.replaceFirst("/(\\?|$)", "/%s$1");
    }
    if (started == null) {
      Path program =
          Stream.of((System.getenv("PATH") + ":/usr/sbin").split(File.pathSeparator))
              .map(folder -> Path.of(folder, "mariadbd"))
              .filter(Files::isExecutable)
              .findFirst()
              .orElse(null);
      assumeTrue(
          program != null,
          "SKIPPED on MariaDB: mariadbd is not on the PATH, and MARIADB_TEST_URL is not set");
      try {
        started = start(program);
      } catch (IOException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    return started;
  }

  private static String start(Path program) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("peeker-mariadb"); // short, for the socket in it
    run(
            folder,
            List.of(
                "mariadb-install-db", "--auth-root-authentication-method=normal", "--skip-test-db"))
        .waitFor();
    int port = freePort();
    Process process =
        run(
            folder,
            List.of(
                program.toString(),
                "--port=" + port,
                "--bind-address=127.0.0.1",
                "--socket=" + folder.resolve("socket"),
                "--pid-file=" + folder.resolve("pid"),
                "--max-connections=300",
                "--innodb-flush-log-at-trx-commit=0", // no test outlives the server
                "--skip-log-bin"));
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(process, folder)));
    String url = "jdbc:mariadb://127.0.0.1:" + port + "/%s?user=root&sslMode=disable";
    awaitReady(process, url.formatted(""), folder);
    return url;
  }

  private static Process run(Path folder, List<String> command) throws IOException {
    List<String> all = new ArrayList<>(command);
    all.add(1, "--no-defaults");
    all.add("--datadir=" + folder.resolve("data"));
    all.add("--user=" + System.getProperty("user.name"));
    return new ProcessBuilder(all)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
        .start();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void awaitReady(Process process, String url, Path folder)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE;
    while (true) {
      try {
        DriverManager.getConnection(url).close();
        return;
      } catch (SQLException e) {
        if (process.waitFor(100, TimeUnit.MILLISECONDS) || System.nanoTime() > end) {
          throw new IllegalStateException(Files.readString(folder.resolve("log")), e);
        }
      }
    }
  }

  private static void stop(Process process, Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      process.destroyForcibly().waitFor();
      files.sorted((one, other) -> other.compareTo(one)).forEach(path -> path.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
