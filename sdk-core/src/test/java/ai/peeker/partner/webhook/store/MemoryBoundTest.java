package ai.peeker.partner.webhook.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The memory that {@code MemoryEventStore} states, measured in a process with a small heap. {@code
 * -Dmemory.events=10000000} for the long form.
 */
@Timeout(300)
class MemoryBoundTest {
  private static final int EVENTS = Integer.getInteger("memory.events", 150_000);
  private static final int CAPACITY = 100_000; // the default
  private static final int BYTES_EACH = 800; // what its documentation states

  @TempDir private Path folder;

  @Test
  void memory_afterMillionsOfDistinctEvents_staysUnderItsBound() throws Exception {
    Forked filling =
        Forked.start(folder, Filling.class, "-Xmx128m", "-XX:+UseSerialGC", "" + EVENTS);

    String line = filling.line();
    assertThat(filling.waitFor()).as(filling.errors()).isZero();
    String[] measured = line.split(" ", -1);
    Files.writeString(Path.of("target", "memory-bound.txt"), line + "\n"); // for who wants to know
    assertThat(Integer.parseInt(measured[1])).as("events it knows").isEqualTo(CAPACITY);
    assertThat(Long.parseLong(measured[0]))
        .as("bytes at most")
        .isGreaterThan(CAPACITY * 2L * 200) // the ids and the subjects alone
        .isLessThan((long) CAPACITY * BYTES_EACH);
  }
}
