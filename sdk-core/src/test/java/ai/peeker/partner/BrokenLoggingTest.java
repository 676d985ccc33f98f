package ai.peeker.partner;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.contract.CheckedServer;
import ai.peeker.partner.contract.Contract;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A logging framework that cannot be started, in a JVM of its own. */
@Timeout(60)
class BrokenLoggingTest {
  @RegisterExtension final CheckedServer server = CheckedServer.start();

  /** Finds loggers as a bridge of another version than its framework does. */
  public static final class BrokenFinder extends System.LoggerFinder {
    @Override
    public System.Logger getLogger(String name, Module module) {
      if (name.equals("ai.peeker.partner")) {
        throw new NoSuchMethodError("another version");
      }
      return new Silent(name);
    }
  }

  private record Silent(String name) implements System.Logger {
    @Override
    public String getName() {
      return name;
    }

    @Override
    public boolean isLoggable(Level level) {
      return false;
    }

    @Override
    public void log(Level level, ResourceBundle bundle, String text, Throwable thrown) {}

    @Override
    public void log(Level level, ResourceBundle bundle, String format, Object... parameters) {}
  }

  /** Makes two calls. */
  static final class Program {
    private Program() {}

    public static void main(String[] arguments) {
      try (PeekerClient client =
          PeekerClient.builder().apiKey("pk_test_1").baseUrl(arguments[0]).build()) {
        for (int i = 0; i < 2; i++) {
          System.out.println(client.orders().create(Samples.bundleOrder()).id());
        }
      }
    }
  }

  @Test
  void loggingThatCannotBeStarted_doesNotChangeACall(@TempDir Path folder) throws Exception {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(
        services.resolve(System.LoggerFinder.class.getName()), BrokenFinder.class.getName());
    String receipt = Contract.example("createOrder response 200 new_order").json();
    server.answer(200, receipt).answer(200, receipt);

    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                folder + File.pathSeparator + System.getProperty("java.class.path"),
                "-Dopenapi.spec=" + System.getProperty("openapi.spec"),
                Program.class.getName(),
                server.baseUrl().toString())
            .redirectErrorStream(true)
            .start();

    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output.lines()).hasSize(2).allMatch(line -> line.startsWith("ord_"));
  }
}
