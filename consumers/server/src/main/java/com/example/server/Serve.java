package com.example.server;

import ai.peeker.partner.testing.LocalPeeker;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/**
 * Runs a program against a LocalPeeker of another JVM, with its address in the environment. A line
 * {@code webhooks URL} of the program lets its orders complete and sends the webhooks.
 */
public final class Serve {
  private Serve() {}

  public static void main(String[] command) throws Exception {
    try (LocalPeeker peeker = LocalPeeker.start()) {
      ProcessBuilder program = new ProcessBuilder(command).redirectErrorStream(true);
      program.environment().putAll(
              Map.of(
                  "PEEKER_BASE_URL", peeker.baseUrl().toString(),
                  "PEEKER_API_KEY", peeker.apiKey(),
                  "PEEKER_WEBHOOK_SECRET", peeker.webhooks().secret()));
      Process running = program.start();
      try (BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(running.getInputStream(), StandardCharsets.UTF_8))) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          System.out.println(line);
          if (line.startsWith("webhooks ")) {
            peeker.webhooks().sendTo(URI.create(line.substring("webhooks ".length())));
            peeker.clock().advance(Duration.ofMinutes(10));
          }
        }
      }
      System.exit(running.waitFor());
    }
  }
}
