package ai.peeker.partner.tools.webhookdoctor;

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

/** WebhookDoctor as an operating system process. */
class WebhookDoctorProcessTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "'', --explain, 0, order.in_progress evt_01HZX0EV1A2B3C4D5E6F7G8H",
    "' ', --explain, 1, WRONG_SIGNATURE",
    "'', --unknown, 2, Usage: WebhookDoctor"
  })
  void process_endsWithItsStatus(String afterBody, String option, int status, String text)
      throws Exception {
    Path body = Files.writeString(folder.resolve("body.json"), DoctorCall.BODY + afterBody);

    CallResult result =
        start(
            "--timestamp",
            DoctorCall.TIMESTAMP,
            "--event-id",
            DoctorCall.ID,
            "--signature",
            "v1=" + DoctorCall.DIGITS,
            "--at",
            DoctorCall.TIMESTAMP,
            option,
            body.toString());

    assertThat(result.status()).as(result.output()).isEqualTo(status);
    assertThat(status == 0 ? result.out() : result.err()).contains(text);
    assertThat(status == 0 ? result.err() : result.out()).isEmpty();
    assertThat(result.output()).doesNotContain(DoctorCall.SECRET, DoctorCall.DIGITS, "\tat ");
  }

  private CallResult start(String... arguments) throws IOException, InterruptedException {
    Path out = folder.resolve("out.txt");
    Path err = folder.resolve("err.txt");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(WebhookDoctor.class.getName());
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("PEEKER_"));
    builder.environment().put("PEEKER_WEBHOOK_SECRET", DoctorCall.SECRET);
    Process process = builder.start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ended by itself").isTrue();
      return new CallResult(process.exitValue(), Files.readString(out), Files.readString(err));
    } finally {
      process.destroyForcibly();
    }
  }
}
