package ai.peeker.partner.fault;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.PeekerClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A JVM whose common pool has no threads, as of a container with one processor. */
@Timeout(60)
class NoCommonPoolTest {
  @Test
  void futures_withoutACommonPool_complete() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", // it does not live long
                "-Djava.util.concurrent.ForkJoinPool.common.parallelism=0",
                "-cp",
                System.getProperty("java.class.path"),
                Program.class.getName())
            .redirectErrorStream(true)
            .start();

    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();

    assertThat(output).endsWith("test and null");
    assertThat(process.waitFor()).isZero();
  }

  /** Calls asynchronously, with a success and a failure, and dependent stages. */
  static final class Program {
    private Program() {}

    public static void main(String[] arguments) throws Exception {
      try (FaultServer server =
              FaultServer.start(exchange -> exchange.answer(200, RetryClass.ALWAYS.answer()));
          PeekerClient client =
              PeekerClient.builder().apiKey("pk_test_9f3a").baseUrl(server.baseUrl()).build()) {
        String success =
            client
                .account()
                .meAsync()
                .thenApplyAsync(account -> account.apiKey().environment().value())
                .get(20, TimeUnit.SECONDS);
        Object failure =
            client.users().getAsync("usr_1").exceptionally(e -> null).get(20, TimeUnit.SECONDS);
        System.out.write((success + " and " + failure).getBytes(StandardCharsets.UTF_8));
        System.out.flush();
      }
    }
  }
}
