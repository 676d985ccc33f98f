package ai.peeker.partner.dbscheduler;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Two machines, each in a process that is killed and started again. */
final class InboxMachines {
  private final String url;
  private final Path folder;
  private final List<Machine> machines = new CopyOnWriteArrayList<>();
  private final AtomicInteger started = new AtomicInteger();

  InboxMachines(String url, Path folder) throws IOException {
    this.url = url;
    this.folder = folder;
    machines.add(start());
    machines.add(start());
    machines.forEach(machine -> machine.port.join());
  }

  /** A process, and the port that it prints. */
  private record Machine(Process process, CompletableFuture<Integer> port) {
    static Machine of(Process process, Path errors) {
      return new Machine(process, CompletableFuture.supplyAsync(() -> readPort(process, errors)));
    }

    private static int readPort(Process process, Path errors) {
      try {
        String line = process.inputReader().readLine();
        return Integer.parseInt(line == null ? Files.readString(errors) : line);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private Machine start() throws IOException {
    Path errors = folder.resolve("machine-" + started.incrementAndGet() + ".err");
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx256m",
            "-cp",
            System.getProperty("java.class.path"),
            InboxMachine.class.getName(),
            url);
    return Machine.of(builder.redirectError(errors.toFile()).start(), errors);
  }

  /** Returns the port of a machine, or of the other one while it starts. */
  int port(int index) {
    Machine wanted = machines.get(index);
    Machine other = machines.get(1 - index);
    return wanted.port.isDone()
        ? wanted.port.join()
        : (int) CompletableFuture.anyOf(wanted.port, other.port).join();
  }

  /** Kills a machine with SIGKILL, so that it cannot react, and starts it again. */
  synchronized void kill(int index) throws IOException, InterruptedException {
    machines.get(index).process.destroyForcibly().waitFor();
    machines.set(index, start());
  }

  void stop() throws InterruptedException {
    for (Machine machine : machines) {
      machine.process.destroyForcibly().waitFor();
    }
  }
}
