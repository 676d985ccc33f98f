package ai.peeker.partner.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks that the programs do the same work. */
class ColdProgramsTest {
  @TempDir private Path folder;

  @Test
  void orderPrograms_sendTheSameBody() throws Exception {
    List<String> requests = new CopyOnWriteArrayList<>();
    try (LoopbackServer server = LoopbackServer.start(Duration.ZERO, requests::add)) {
      String[] arguments = {server.baseUrl()};
      ColdPrograms.SdkOrder.main(arguments);
      ColdPrograms.TreeOrder.main(arguments);
      ColdPrograms.RecordsOrder.main(arguments);
    }

    assertThat(requests)
        .hasSize(3)
        .map(request -> request.substring(request.indexOf("\r\n\r\n")))
        .containsOnly(requests.get(0).substring(requests.get(0).indexOf("\r\n\r\n")));
  }

  @Test
  void webhookPrograms_acceptTheSignatureOfTheBodyAlone() throws Exception {
    byte[] event = SignedEvent.body();
    Path body = Files.write(folder.resolve("event.json"), event);
    String[] arguments = {SignedEvent.signature(event), body.toString()};

    ColdPrograms.SdkWebhook.main(arguments);
    ColdPrograms.TreeWebhook.main(arguments);
    ColdPrograms.RecordsWebhook.main(arguments);

    event[0] = ' ';
    Files.write(body, event);
    assertThatIllegalStateException().isThrownBy(() -> ColdPrograms.TreeWebhook.main(arguments));
  }
}
