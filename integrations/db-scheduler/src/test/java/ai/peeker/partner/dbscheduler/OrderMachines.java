package ai.peeker.partner.dbscheduler;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Three machines, each in a process that is killed and started again. */
final class OrderMachines implements AutoCloseable {
  private static final int MACHINES = 3;

  private final Path folder;
  private final List<String> arguments;
  private final List<Process> processes = new ArrayList<>();
  private int started;

  OrderMachines(Path folder, String... arguments) throws IOException {
    this.folder = folder;
    this.arguments = List.of(arguments);
    for (int i = 0; i < MACHINES; i++) {
      processes.add(start());
    }
  }

  private Process start() throws IOException {
    started++;
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx128m", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(OrderMachine.class.getName());
    command.addAll(arguments);
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("machine-" + started + ".log").toFile())
        .start();
  }

  /** Kills a machine with SIGKILL, so that it cannot react, and starts another one. */
  void kill(int index) throws IOException {
    processes.get(index % MACHINES).destroyForcibly().onExit().join();
    processes.set(index % MACHINES, start());
  }

  @Override
  public void close() {
    processes.forEach(process -> process.destroyForcibly().onExit().join());
  }
}
