package ai.peeker.partner.bucket4j;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/** A Redis on a free port, which keeps nothing on disk. */
final class RedisServer implements AutoCloseable {
  private final Process process;
  private final String url;

  private RedisServer(Process process, String url) {
    this.process = process;
    this.url = url;
  }

  /** Starts a server; skips the test where it is not installed. */
  static RedisServer start(Path folder) throws IOException {
    String path = System.getenv("PATH") + File.pathSeparator + "/usr/sbin";
    Optional<Path> program =
        Stream.of(path.split(File.pathSeparator, -1))
            .map(each -> Path.of(each, "redis-server"))
            .filter(Files::isExecutable)
            .findFirst();
    assumeTrue(program.isPresent(), "redis-server is not installed");
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    String options = "--port " + port + " --bind 127.0.0.1 --appendonly no --daemonize no --save";
    Process process =
        new ProcessBuilder(
                Stream.concat(
                        Stream.of(program.get().toString()),
                        Stream.concat(Arrays.stream(options.split(" ", -1)), Stream.of("")))
                    .toList())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    StringBuilder read = new StringBuilder();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.contains("Ready to accept connections")) {
        return new RedisServer(process, "redis://127.0.0.1:" + port);
      }
      read.append(line).append('\n');
    }
    throw new IllegalStateException("redis-server has ended: " + read);
  }

  String url() {
    return url;
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
