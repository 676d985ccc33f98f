package ai.peeker.partner.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** VerifyWebhook as it is started: what the operating system sees of it. */
class VerifyWebhookProcessTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "'', --explain, 0, order.in_progress evt_01HZX0EV1A2B3C4D5E6F7G8H",
    "' ', --explain, 1, WRONG_SIGNATURE",
    "'', --unknown, 2, Usage: VerifyWebhook"
  })
  void process_endsWithItsStatus(String behindTheBody, String option, int status, String text)
      throws Exception {
    Path body = Files.writeString(folder.resolve("body.json"), Checked.BODY + behindTheBody);

    Run run =
        start(
            "--timestamp",
            Checked.TIMESTAMP,
            "--event-id",
            Checked.ID,
            "--signature",
            "v1=" + Checked.DIGITS,
            "--at",
            Checked.TIMESTAMP,
            option,
            body.toString());

    assertThat(run.status()).as(run.output()).isEqualTo(status);
    assertThat(status == 0 ? run.out() : run.err()).contains(text);
    assertThat(status == 0 ? run.err() : run.out()).isEmpty();
    assertThat(run.output()).doesNotContain(Checked.SECRET, Checked.DIGITS, "\tat ");
  }

  private Run start(String... arguments) throws IOException, InterruptedException {
    Path out = folder.resolve("out.txt");
    Path err = folder.resolve("err.txt");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(VerifyWebhook.class.getName());
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("PEEKER_"));
    builder.environment().put("PEEKER_WEBHOOK_SECRET", Checked.SECRET);
    Process process = builder.start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ended by itself").isTrue();
      return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
    } finally {
      process.destroyForcibly();
    }
  }
}
