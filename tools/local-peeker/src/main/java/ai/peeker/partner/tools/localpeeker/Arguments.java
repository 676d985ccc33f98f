package ai.peeker.partner.tools.localpeeker;

import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The parsed command line. */
final class Arguments {
  private static final int MAX_PORT = 65_535;

  private final Map<String, String> options = new HashMap<>();
  private boolean help;
  private @Nullable String time;

  private Arguments(String[] commandLine) {
    for (int i = 0; i < commandLine.length; i++) {
      String argument = commandLine[i];
      switch (argument) {
        case "--help", "-h" -> help = true;
        case "--real-time", "--manual-time" -> chooseTime(argument);
        case "--port", "--webhook-url", "--seed" -> {
          i++;
          putOption(argument, i < commandLine.length ? commandLine[i] : null);
        }
        default -> throw new IllegalArgumentException(unknown(argument));
      }
    }
  }

  /**
   * Parses the command line.
   *
   * @throws IllegalArgumentException if an argument is wrong; its message is one line
   */
  static Arguments parse(String[] commandLine) {
    Arguments arguments = new Arguments(commandLine);
    arguments.port();
    arguments.webhookUrl();
    arguments.seed();
    return arguments;
  }

  private void chooseTime(String argument) {
    if (time != null && !time.equals(argument)) {
      throw new IllegalArgumentException(
          "--real-time and --manual-time exclude each other. Give one of them.");
    }
    time = argument;
  }

  private void putOption(String name, @Nullable String value) {
    if (value == null || value.startsWith("--")) {
      throw new IllegalArgumentException(name + " has no value. Give it one, or leave it out.");
    }
    if (options.put(name, value) != null) {
      throw new IllegalArgumentException(name + " is given twice. Give it once.");
    }
  }

  private static String unknown(String argument) {
    return "Unknown argument: " + argument + ". Run with --help for the arguments.";
  }

  boolean help() {
    return help;
  }

  /** Returns whether the time moves only by hand. */
  boolean manualTime() {
    return "--manual-time".equals(time);
  }

  OptionalInt port() {
    String value = options.get("--port");
    if (value == null) {
      return OptionalInt.empty();
    }
    int port = value.matches("[0-9]{1,5}") ? Integer.parseInt(value) : 0;
    if (port < 1 || port > MAX_PORT) {
      throw new IllegalArgumentException(
          "--port is out of range: " + value + ". Give a port from 1 to 65535.");
    }
    return OptionalInt.of(port);
  }

  Optional<URI> webhookUrl() {
    String value = options.get("--webhook-url");
    try {
      return Optional.ofNullable(value).map(URI::create);
    } catch (IllegalArgumentException malformed) {
      throw new IllegalArgumentException(
          "--webhook-url is not a URL: "
              + value
              + ". Give a URL such as http://127.0.0.1:8080/hooks.",
          malformed);
    }
  }

  Optional<Path> seed() {
    String value = options.get("--seed");
    try {
      return Optional.ofNullable(value).map(Path::of);
    } catch (InvalidPathException malformed) {
      throw new IllegalArgumentException(
          "--seed is not a file: " + value + ". Give the path of a JSON file.", malformed);
    }
  }
}
