package ai.peeker.partner.tools.webhookdoctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The parsed command line: one recorded delivery, and the options. */
final class Arguments {
  private final Map<String, String> options = new HashMap<>();
  private final Optional<Clock> clock;
  private final boolean explain;
  private final byte[] body;

  private Arguments(String[] commandLine) {
    boolean explain = false;
    String file = null;
    for (int i = 0; i < commandLine.length; i++) {
      String argument = commandLine[i];
      switch (argument) {
        case "--timestamp", "--event-id", "--signature", "--at" -> {
          i++;
          putOption(argument, i < commandLine.length ? commandLine[i] : null);
        }
        case "--explain" -> explain = true;
        default -> file = onlyFile(argument, file);
      }
    }
    requireHeaders();
    this.explain = explain;
    this.clock = Optional.ofNullable(options.get("--at")).map(Arguments::clockAt);
    this.body = read(file);
  }

  /**
   * Parses the command line and reads the file that it names.
   *
   * @throws IllegalArgumentException if an argument is missing or wrong
   */
  static Arguments parse(String[] commandLine) {
    return new Arguments(commandLine);
  }

  private void putOption(String name, @Nullable String value) {
    if (value == null) {
      throw new IllegalArgumentException(name + " has no value.");
    }
    if (options.put(name, value) != null) {
      throw new IllegalArgumentException(name + " is given twice.");
    }
  }

  private void requireHeaders() {
    for (String name : List.of("--timestamp", "--event-id", "--signature")) {
      if (!options.containsKey(name)) {
        throw new IllegalArgumentException(name + " is missing.");
      }
    }
  }

  private static String onlyFile(String argument, @Nullable String file) {
    if (argument.startsWith("--")) {
      throw new IllegalArgumentException("Unknown option: " + argument);
    }
    if (file != null) {
      throw new IllegalArgumentException("Give one BODY_FILE, not " + file + " and " + argument);
    }
    return argument;
  }

  private static Clock clockAt(String seconds) {
    if (!seconds.matches("[0-9]{1,11}")) {
      throw new IllegalArgumentException(
          "--at is not a Unix time in seconds: " + seconds + " (example: 1778241600)");
    }
    return Clock.fixed(Instant.ofEpochSecond(Long.parseLong(seconds)), ZoneOffset.UTC);
  }

  private static byte[] read(@Nullable String file) {
    if (file == null) {
      throw new IllegalArgumentException("BODY_FILE is missing.");
    }
    try {
      return Files.readAllBytes(Path.of(file));
    } catch (IOException | InvalidPathException e) {
      throw new IllegalArgumentException(
          "Cannot read the file " + file + ". Give a file with the raw body.", e);
    }
  }

  Map<String, List<String>> headers() {
    return Map.of(
        "Peeker-Timestamp", List.of(timestamp()),
        "Peeker-Event-Id", List.of(eventId()),
        "Peeker-Signature", List.of(signature()));
  }

  String timestamp() {
    return options.getOrDefault("--timestamp", "");
  }

  String eventId() {
    return options.getOrDefault("--event-id", "");
  }

  String signature() {
    return options.getOrDefault("--signature", "");
  }

  byte[] body() {
    return body.clone();
  }

  /** Returns a clock fixed at {@code --at}, or empty for the system clock. */
  Optional<Clock> clock() {
    return clock;
  }

  boolean explain() {
    return explain;
  }
}
