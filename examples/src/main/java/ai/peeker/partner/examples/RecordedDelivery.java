package ai.peeker.partner.examples;

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

/** One delivery as the command line gives it. */
final class RecordedDelivery {
  private final Map<String, String> options = new HashMap<>();
  private final Optional<Clock> clock;
  private final boolean explain;
  private final byte[] body;

  private RecordedDelivery(String[] arguments) {
    boolean explain = false;
    String file = null;
    for (int i = 0; i < arguments.length; i++) {
      String argument = arguments[i];
      switch (argument) {
        case "--timestamp", "--event-id", "--signature", "--at" -> {
          i++;
          keep(argument, i < arguments.length ? arguments[i] : null);
        }
        case "--explain" -> explain = true;
        default -> file = onlyFile(argument, file);
      }
    }
    for (String name : List.of("--timestamp", "--event-id", "--signature")) {
      if (!options.containsKey(name)) {
        throw new IllegalArgumentException(name + " is missing.");
      }
    }
    this.explain = explain;
    this.clock = Optional.ofNullable(options.get("--at")).map(RecordedDelivery::clockAt);
    this.body = read(file);
  }

  /**
   * Reads the command line and the file that it names.
   *
   * @throws IllegalArgumentException with a message for people
   */
  static RecordedDelivery of(String[] arguments) {
    return new RecordedDelivery(arguments);
  }

  private void keep(String name, @Nullable String value) {
    if (value == null) {
      throw new IllegalArgumentException(name + " has no value.");
    }
    if (options.put(name, value) != null) {
      throw new IllegalArgumentException(name + " is there twice.");
    }
  }

  private static String onlyFile(String argument, @Nullable String file) {
    if (argument.startsWith("--")) {
      throw new IllegalArgumentException("There is no option " + argument + ".");
    }
    if (file != null) {
      throw new IllegalArgumentException("Give one BODY_FILE, not " + file + " and " + argument);
    }
    return argument;
  }

  private static Clock clockAt(String seconds) {
    if (!seconds.matches("[0-9]{1,11}")) {
      throw new IllegalArgumentException(
          "--at " + seconds + " is not a time in Unix seconds, such as 1778241600.");
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
          "The file " + file + " is not there or not readable: give the raw body.", e);
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

  /** What to compare the timestamp with; empty for the machine's own. */
  Optional<Clock> clock() {
    return clock;
  }

  boolean explain() {
    return explain;
  }
}
