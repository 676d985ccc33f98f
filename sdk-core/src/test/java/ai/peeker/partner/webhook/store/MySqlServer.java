package ai.peeker.partner.webhook.store;

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
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real MariaDB or MySQL: the one of an environment variable, or else one that is started from its
 * program on a free port when it is needed first, and stopped with the JVM.
 */
@SuppressWarnings("ImmutableEnumChecker") // it holds the server that was started, once for the JVM
enum MySqlServer {
  MARIADB("mariadb", "mariadbd", "MARIADB_TEST_URL", "sslMode=disable") {
    @Override
    List<String> initialize(Path server) {
      String script = server.resolveSibling("mariadb-install-db").toString();
      String installed = Files.isExecutable(Path.of(script)) ? script : "mariadb-install-db";
      return List.of(installed, "--auth-root-authentication-method=normal", "--skip-test-db");
    }
  },
  MYSQL("mysql", "mysqld", "MYSQL_TEST_URL", "sslMode=DISABLED&allowPublicKeyRetrieval=true") {
    @Override
    List<String> initialize(Path server) {
      return List.of(server.toString(), "--initialize-insecure");
    }
  };

  private static final long PATIENCE = TimeUnit.MINUTES.toNanos(2);

  private final String driver;
  private final String program;
  private final String variable;
  private final String settings;
  private String baseUrl; // null until it is started
  private IllegalStateException failure; // to start it, so that it is tried once

  MySqlServer(String driver, String program, String variable, String settings) {
    this.driver = driver;
    this.program = program;
    this.variable = variable;
    this.settings = settings;
  }

  /** The command that creates the files of a server, to which the options of {@link #run} come. */
  abstract List<String> initialize(Path server);

  /** Skips the test if there is neither such a server nor its program. */
  synchronized MySqlServer started() {
    if (baseUrl == null) {
      String given = System.getenv(variable);
      Optional<Path> found = given == null ? find() : Optional.empty();
      assumeTrue(
          given != null || found.isPresent(),
          () ->
              "SKIPPED on "
                  + name()
                  + ": "
                  + program
                  + " is not on the PATH, and "
                  + variable
                  + " is not set (such as jdbc:"
                  + driver
                  + "://127.0.0.1:3306/?user=root)");
      baseUrl = given == null ? startOnce(found.orElseThrow()) : given;
    }
    return this;
  }

  /** The URL of a schema; none for an empty name. */
  String url(String schema) {
    int end = baseUrl.indexOf('?');
    return end < 0 ? baseUrl + schema : baseUrl.substring(0, end) + schema + baseUrl.substring(end);
  }

  private Optional<Path> find() {
    Stream<String> folders =
        Stream.of((System.getenv("PATH") + File.pathSeparator + "/usr/sbin").split(":", -1));
    return folders
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .filter(path -> this == MARIADB || !isMariaDb(path))
        .findFirst();
  }

  /** MariaDB has a program with the name of MySQL's, too. */
  private static boolean isMariaDb(Path path) {
    try {
      return path.toRealPath().getFileName().toString().startsWith("mariadb");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String startOnce(Path server) {
    if (failure != null) {
      throw failure;
    }
    try {
      return start(server);
    } catch (IllegalStateException e) {
      failure = e;
      throw e;
    }
  }

  private String start(Path server) {
    Forked.assumePossible();
    try {
      Path folder = Files.createTempDirectory("peeker-" + driver); // short, for the socket in it
      run(folder, initialize(server)).waitFor();
      int port = freePort();
      Process process =
          run(
              folder,
              List.of(
                  server.toString(),
                  "--port=" + port,
                  "--bind-address=127.0.0.1",
                  "--socket=" + folder.resolve("socket"),
                  "--pid-file=" + folder.resolve("pid"),
                  "--max-connections=300",
                  "--loose-mysqlx=OFF",
                  "--innodb-flush-log-at-trx-commit=0", // no test outlives the server
                  "--skip-log-bin",
                  "--secure-file-priv=" + folder));
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(process, folder)));
      String url = "jdbc:" + driver + "://127.0.0.1:" + port + "/?user=root&" + settings;
      awaitReady(process, url, folder);
      return url;
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As the user of this process, who may be root. */
  private Process run(Path folder, List<String> command) throws IOException {
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
    try {
      process.destroyForcibly().waitFor();
      try (Stream<Path> files = Files.walk(folder)) {
        files.sorted((one, other) -> other.compareTo(one)).forEach(path -> path.toFile().delete());
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
