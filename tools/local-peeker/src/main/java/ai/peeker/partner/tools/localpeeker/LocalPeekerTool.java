package ai.peeker.partner.tools.localpeeker;

import ai.peeker.partner.testing.LocalPeeker;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.concurrent.CountDownLatch;

/**
 * Serves a {@link LocalPeeker} until it is stopped.
 *
 * <p>The usage is below. The first line of the output is for programs, the others are for people.
 */
public final class LocalPeekerTool {
  private static final String USAGE =
      """
      Usage: LocalPeekerTool [--port PORT] [--webhook-url URL] [--seed FILE] [--real-time | --manual-time]
        --port         the port on 127.0.0.1; default: a free one
        --webhook-url  the loopback URL that webhooks are sent to; default: none are sent
        --seed         a JSON file with users, bundles, domains and orders; see docs/local-peeker.md
        --real-time    the time goes on by itself, and the console moves it ahead; this is the default
        --manual-time  the time stands still until the console moves it
      The first line of the output is a JSON object: base_url, api_key, webhook_secret and console.
      Exit status: 2 wrong usage; otherwise it runs until it is stopped, for instance with Ctrl-C.
      """;

  private LocalPeekerTool() {}

  /**
   * Runs the tool and exits with its status.
   *
   * @param arguments the command line
   * @throws InterruptedException if the thread is interrupted while it serves
   */
  public static void main(String[] arguments) throws InterruptedException {
    CountDownLatch stopped = new CountDownLatch(1);
    int status = run(arguments, System.out, System.err, stopped);
    if (status != 0) {
      System.exit(status);
    }
  }

  /** Serves until the latch is released or the JVM is shut down. */
  static int run(String[] commandLine, PrintStream out, PrintStream err, CountDownLatch stopped)
      throws InterruptedException {
    LocalPeeker peeker;
    try {
      Arguments arguments = Arguments.parse(commandLine);
      if (arguments.help()) {
        out.print(USAGE);
        return 0;
      }
      peeker = start(arguments);
    } catch (IllegalArgumentException | UncheckedIOException e) {
      err.println(e.getMessage());
      return 2;
    }
    Runtime.getRuntime().addShutdownHook(new Thread(peeker::close, "LocalPeeker shutdown"));
    try (peeker) {
      Announcement.print(peeker, out);
      stopped.await();
    }
    return 0;
  }

  private static LocalPeeker start(Arguments arguments) {
    LocalPeeker.Builder builder = LocalPeeker.builder().rateLimited();
    if (!arguments.manualTime()) {
      builder.realTime();
    }
    arguments.port().ifPresent(builder::port);
    arguments.seed().ifPresent(builder::seed);
    LocalPeeker peeker = builder.start();
    try {
      // Not before: the seeded records are the past, and none of their events is sent.
      arguments.webhookUrl().ifPresent(peeker.webhooks()::sendTo);
      return peeker;
    } catch (IllegalArgumentException invalid) {
      peeker.close();
      throw invalid;
    }
  }
}
