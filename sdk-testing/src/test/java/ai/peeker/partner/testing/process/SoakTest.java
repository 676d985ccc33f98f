package ai.peeker.partner.testing.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Long use in another JVM with little memory. The build uses a short form, -Pproof the long one.
 */
@Timeout(300)
class SoakTest {
  // more than the 600 requests a minute of the real API
  private static final int ORDERS = Integer.getInteger("soak.orders", 300);
  private static final int USERS = Integer.getInteger("soak.users", 5_000);
  private static final int INSTANCES = Integer.getInteger("soak.instances", 40);

  @Test
  void orders_placedByTheClient_fitIntoAMinuteAndASmallHeap() throws Exception {
    List<String> result = run(ManyOrders.class, 240, ORDERS);

    assertThat(result.get(0)).isEqualTo(Integer.toString(ORDERS));
    assertThat(Long.parseLong(result.get(1))).isLessThan(60_000);
  }

  @Test
  void instances_startedAndClosed_leaveNoThreadAndNoPort() throws Exception {
    List<String> result = run(ManyInstances.class, 240, INSTANCES);

    assertThat(result.get(0)).as("threads").isEqualTo("[]");
    assertThat(Integer.parseInt(result.get(1))).as("more open files").isLessThan(10);
  }

  @Test
  void users_pagedThrough_needTheMemoryOfOnePage() throws Exception {
    List<String> result = run(ManyUsers.class, 64, USERS);

    assertThat(result).hasSize(4);
    for (int read = 0; read < 4; read += 2) { // blocking, asynchronously
      assertThat(result.get(read)).isEqualTo(Integer.toString(USERS));
      assertThat(Long.parseLong(result.get(read + 1))).as("growth in bytes").isLessThan(1 << 20);
    }
  }

  private static List<String> run(Class<?> program, int megabytes, int argument) throws Exception {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx" + megabytes + "m",
            "-cp",
            System.getProperty("java.class.path"),
            program.getName(),
            Integer.toString(argument));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try {
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(output).isZero();
      return output.lines().toList();
    } finally {
      process.destroyForcibly();
    }
  }
}
