package ai.peeker.partner.tools.localpeeker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A headless Chromium, driven by Playwright in a Node.js process. */
final class Browser implements AutoCloseable {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final List<String> BROWSERS =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

  private final Process process;
  private final BufferedReader results;
  private final Writer commands;

  private Browser(Process process) throws IOException {
    this.process = process;
    this.results = process.inputReader();
    this.commands = process.outputWriter();
    read();
  }

  /**
   * Returns the reason why no browser can be started here, or empty. The folder of the module
   * playwright-core is in the environment variable PLAYWRIGHT_CORE.
   */
  static Optional<String> missing() {
    if (find(List.of("node")).isEmpty()) {
      return Optional.of("Node.js is not installed");
    }
    String module = System.getenv("PLAYWRIGHT_CORE");
    if (module == null || !Files.isDirectory(Path.of(module))) {
      return Optional.of("PLAYWRIGHT_CORE does not name the folder of the module playwright-core");
    }
    return find(BROWSERS).isEmpty() ? Optional.of("Chromium is not installed") : Optional.empty();
  }

  private static Optional<Path> find(List<String> programs) {
    String[] folders = System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1);
    return programs.stream()
        .flatMap(program -> Arrays.stream(folders).map(folder -> Path.of(folder, program)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  static Browser start(Path folder) throws IOException {
    Path script = folder.resolve("browser.cjs");
    Files.writeString(script, resource("browser.cjs"));
    ProcessBuilder builder =
        new ProcessBuilder("node", script.toString())
            .redirectError(folder.resolve("browser.log").toFile());
    builder.environment().put("CHROMIUM", find(BROWSERS).orElseThrow().toString());
    return new Browser(builder.start());
  }

  static String resource(String name) throws IOException {
    try (InputStream resource = Browser.class.getResourceAsStream("/" + name)) {
      return new String(
          Objects.requireNonNull(resource, name).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Opens a page in a context of its own, with options such as a color scheme. */
  void open(URI url, Map<String, Object> options) {
    ObjectNode command = MAPPER.createObjectNode().put("url", url.toString());
    command.set("options", MAPPER.valueToTree(options));
    send("open", command);
  }

  /** Runs JavaScript with Playwright's {@code page} and returns its value. */
  JsonNode run(String code) {
    return run(code, "");
  }

  /** Runs JavaScript with Playwright's {@code page} and an argument, and returns its value. */
  JsonNode run(String code, String argument) {
    return send("run", MAPPER.createObjectNode().put("code", code).put("argument", argument));
  }

  /** Returns the messages of the browser's console, and the requests to other hosts. */
  List<String> problems() {
    JsonNode problems = send("problems", MAPPER.createObjectNode());
    return Stream.iterate(0, i -> i < problems.size(), i -> i + 1)
        .map(i -> problems.get(i).asText())
        .toList();
  }

  private JsonNode send(String name, ObjectNode command) {
    try {
      commands.write(command.put("command", name) + "\n");
      commands.flush();
      return read();
    } catch (IOException e) {
      throw new UncheckedIOException("The browser has ended", e);
    }
  }

  private JsonNode read() throws IOException {
    String line = results.readLine();
    if (line == null) {
      throw new AssertionError("The browser has ended");
    }
    JsonNode result = MAPPER.readTree(line);
    if (result.has("error")) {
      throw new AssertionError(result.get("error").asText());
    }
    return result.path("value");
  }

  @Override
  public void close() throws IOException {
    commands.close();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}
