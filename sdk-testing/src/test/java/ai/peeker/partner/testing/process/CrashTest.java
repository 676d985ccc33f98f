package ai.peeker.partner.testing.process;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.call.PendingOrder;
import ai.peeker.partner.testing.LocalPeeker;
import ai.peeker.partner.testing.ReceivedRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process dies between request and answer, and another one takes over. */
@Timeout(120)
class CrashTest {
  private static final int KILLED = 128 + 9; // how a shell, and so the JDK, reports SIGKILL

  private final LocalPeeker peeker = LocalPeeker.start();
  private final SilentProxy proxy = SilentProxy.to(peeker.baseUrl());
  @TempDir private Path folder;

  @AfterEach
  void close() throws IOException {
    proxy.close();
    peeker.close();
  }

  @Test
  void order_whoseProcessIsKilledBeforeTheAnswer_isResumedByAnotherAndPlacedOnce()
      throws Exception {
    Process first = start("place", proxy.baseUrl());
    try {
      CompletableFuture.anyOf(proxy.answered(), first.onExit()).get(60, TimeUnit.SECONDS);
    } finally {
      first.destroyForcibly().waitFor();
    }
    assertThat(first.exitValue()).as(errors("place")).isEqualTo(KILLED);
    assertThat(Files.readString(output("place"))).as("what the killed process knew").isEmpty();
    assertThat(peeker.orders().all()).hasSize(1);
    String placed = peeker.orders().all().get(0).id();

    int exit = start("resume", peeker.baseUrl().toString()).waitFor();

    assertThat(exit).as(errors("resume")).isZero();
    assertThat(Files.readString(output("resume"))).isEqualTo(placed);
    assertThat(peeker.orders().all())
        .singleElement()
        .satisfies(it -> assertThat(it.id()).isEqualTo(placed));
    assertThat(peeker.requests()).extracting(ReceivedRequest::status).containsExactly(200, 200);
    assertThat(peeker.requests()).extracting(ReceivedRequest::body).containsOnly(stored());
  }

  private String stored() throws IOException {
    byte[] body = PendingOrder.parse(Files.readString(store())).body();
    return new String(body, StandardCharsets.UTF_8);
  }

  private Process start(String what, String baseUrl) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command =
        List.of(
            java,
            "-XX:TieredStopAtLevel=1", // it does not live long
            "-cp",
            System.getProperty("java.class.path"),
            Partner.class.getName(),
            what,
            store().toString());
    ProcessBuilder process =
        new ProcessBuilder(command)
            .redirectOutput(output(what).toFile())
            .redirectError(folder.resolve(what + ".err").toFile());
    process.environment().put("PEEKER_API_KEY", peeker.apiKey());
    process.environment().put("PEEKER_BASE_URL", baseUrl);
    return process.start();
  }

  private Path store() {
    return folder.resolve("pending-order.txt");
  }

  private Path output(String what) {
    return folder.resolve(what + ".out");
  }

  private String errors(String what) throws IOException {
    return Files.readString(folder.resolve(what + ".err"));
  }
}
