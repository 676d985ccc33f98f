package ai.peeker.partner.examples;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.model.UnavailableReason;
import ai.peeker.partner.testing.LocalPeeker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PlaceOrder as an operating system process. */
class PlaceOrderProcessTest {
  @TempDir private Path folder;

  @Test
  void process_withoutKey_endsWithStatus0() throws Exception {
    Run run = start(Map.of());

    assertThat(run.status()).as(run.output()).isZero();
    assertThat(run.out()).contains("LocalPeeker").contains("the same order");
    assertThat(run.output()).doesNotContain("secret-password");
  }

  @Test
  void process_rejectedByTheApi_endsWithStatus3() throws Exception {
    try (LocalPeeker peeker = LocalPeeker.start()) {
      peeker.domains().setUnavailable("domain-01.com", UnavailableReason.TAKEN);
      Run run = start(Run.environment(peeker), Run.file("bundle_order.json"));

      assertThat(run.status()).as(run.output()).isEqualTo(3);
      assertThat(run.err()).contains("domains_not_submittable");
      assertThat(run.output()).doesNotContain("secret-password").doesNotContain("\tat ");
    }
  }

  private Run start(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    Path out = folder.resolve("out.txt");
    Path err = folder.resolve("err.txt");
    Process process = builder(environment, arguments, out, err).start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ended").isTrue();
      return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
    } finally {
      process.destroyForcibly();
    }
  }

  private static ProcessBuilder builder(
      Map<String, String> environment, String[] arguments, Path out, Path err) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(PlaceOrder.class.getName());
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("PEEKER_"));
    builder.environment().putAll(environment);
    return builder;
  }
}
