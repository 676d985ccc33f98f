package ai.peeker.partner.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the file in which a JDK states its version. */
final class JdkRelease {
  private static final String KEY = "JAVA_VERSION=";

  private JdkRelease() {}

  /** Returns the version of the JDK in a folder, such as 25.0.1. */
  static String of(Path javaHome) {
    try {
      return Files.readAllLines(javaHome.resolve("release"), StandardCharsets.UTF_8).stream()
          .filter(line -> line.startsWith(KEY))
          .map(line -> line.substring(KEY.length()).replace("\"", ""))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException(javaHome + " states no version"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
