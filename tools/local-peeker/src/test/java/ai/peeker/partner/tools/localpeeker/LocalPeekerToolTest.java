package ai.peeker.partner.tools.localpeeker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The arguments of the tool, without a process. */
class LocalPeekerToolTest {
  @TempDir private Path folder;

  private record Result(int status, String out, String err) {}

  private static Result run(String... arguments) throws InterruptedException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status =
        LocalPeekerTool.run(
            arguments,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            new CountDownLatch(0));
    return new Result(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--port 0|--port is out of range: 0. Give a port from 1 to 65535.",
        "--port 65536|--port is out of range: 65536. Give a port from 1 to 65535.",
        "--port http|--port is out of range: http. Give a port from 1 to 65535.",
        "--port|--port has no value. Give it one, or leave it out.",
        "--seed --manual-time|--seed has no value. Give it one, or leave it out.",
        "--port 8080 --port 8081|--port is given twice. Give it once.",
        "--real-time --manual-time|--real-time and --manual-time exclude each other. Give one of"
            + " them.",
        "--verbose|Unknown argument: --verbose. Run with --help for the arguments.",
        "seed.json|Unknown argument: seed.json. Run with --help for the arguments.",
        "--webhook-url https://example.com/hooks|url must be an http URL of this machine, such as"
            + " http://127.0.0.1:8080/webhooks: https://example.com/hooks",
        "--seed missing.json|Cannot read the seed file missing.json. Give a JSON file that exists."
      })
  void badArguments_areExplainedInOneSentence(String arguments, String message) throws Exception {
    Result result = run(arguments.split(" ", -1));

    assertThat(result.status()).isEqualTo(2);
    assertThat(result.err()).isEqualTo(message + System.lineSeparator());
    assertThat(result.out()).isEmpty();
  }

  @Test
  void portInUse_isExplained() throws Exception {
    try (ServerSocket other = new ServerSocket(0)) {
      Result result = run("--port", String.valueOf(other.getLocalPort()));

      assertThat(result.status()).isEqualTo(2);
      assertThat(result.err())
          .startsWith("Cannot open port " + other.getLocalPort() + " on 127.0.0.1.");
    }
  }

  @Test
  void invalidSeed_isExplainedByItsPath() throws Exception {
    Path seed = Files.writeString(folder.resolve("seed.json"), "{\"orders\": [{}]}");
    Result result = run("--seed", seed.toString());

    assertThat(result.status()).isEqualTo(2);
    assertThat(result.err()).startsWith("The seed file is invalid at $.orders[0]");
  }

  @Test
  void help_namesEveryArgument() throws Exception {
    Result result = run("--help");

    assertThat(result.status()).isZero();
    assertThat(result.out())
        .contains("--port", "--webhook-url", "--seed", "--real-time", "--manual-time");
  }

  @Test
  void documentedSeed_isValid() throws IOException, InterruptedException {
    Path seed = Files.writeString(folder.resolve("seed.json"), DocumentedSeed.read());

    assertThat(run("--seed", seed.toString(), "--manual-time").err()).isEmpty();
  }
}
