package ai.peeker.partner.testing.prism;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.peeker.partner.contract.Contract;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Prism, a mock server by the contract, as a process on a free port of loopback. */
final class Prism implements AutoCloseable {
  private static final Pattern LISTENING =
      Pattern.compile("listening on (http://127\\.0\\.0\\.1:[0-9]+)");

  private final Process process;
  private final URI url;

  private Prism(Process process, URI url) {
    this.process = process;
    this.url = url;
  }

  /** Returns the command: the environment variable {@code PRISM_CLI}, or {@code prism} on PATH. */
  static Optional<Path> command() {
    String given = System.getenv("PRISM_CLI");
    String path = System.getenv().getOrDefault("PATH", "");
    Stream<Path> candidates =
        given == null
            ? Pattern.compile(Pattern.quote(File.pathSeparator))
                .splitAsStream(path)
                .map(folder -> Path.of(folder, "prism"))
            : Stream.of(Path.of(given));
    return candidates.filter(Files::isExecutable).findFirst();
  }

  static Prism start(Path command) throws Exception {
    Process process =
        new ProcessBuilder(
                command.toString(),
                "mock",
                Contract.file().toAbsolutePath().toString(),
                "--host",
                "127.0.0.1",
                "--port",
                "0",
                "--multiprocess",
                "false")
            .redirectErrorStream(true)
            .start();
    CompletableFuture<URI> url = new CompletableFuture<>();
    // A daemon: reading ends with the process.
    Thread reader = new Thread(() -> read(process, url), "prism-output");
    reader.setDaemon(true);
    reader.start();
    try {
      return new Prism(process, url.get(120, TimeUnit.SECONDS));
    } catch (Exception notStarted) {
      stop(process);
      throw notStarted;
    }
  }

  /** Reads all output, so that the process never waits for a reader. */
  private static void read(Process process, CompletableFuture<URI> url) {
    StringBuilder output = new StringBuilder();
    try (BufferedReader lines = process.inputReader(UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Matcher listening = LISTENING.matcher(line);
        if (!url.isDone() && listening.find()) {
          url.complete(URI.create(listening.group(1)));
        } else if (!url.isDone()) {
          output.append(line).append('\n');
        }
      }
      url.completeExceptionally(new IllegalStateException("Prism does not start:\n" + output));
    } catch (IOException e) {
      url.completeExceptionally(new UncheckedIOException("Prism's output cannot be read", e));
    }
  }

  URI url() {
    return url;
  }

  @Override
  public void close() {
    stop(process);
  }

  private static void stop(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
