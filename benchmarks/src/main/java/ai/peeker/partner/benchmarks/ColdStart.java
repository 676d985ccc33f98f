package ai.peeker.partner.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Runs {@link ColdPrograms}, each in a process of its own, and measures the whole process. The
 * server runs in this process, so that its work does not count.
 */
final class ColdStart implements AutoCloseable {
  // not the peers: a program would not have them
  private static final Pattern LIBRARIES =
      Pattern.compile(
          "(peeker-partner-sdk|okhttp-jvm|okio|kotlin-stdlib|jackson|jspecify).*\\.jar");
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double MILLIS_PER_TICK = 10; // of Linux

  private final LoopbackServer server = LoopbackServer.start();
  private final Path folder = Files.createTempDirectory("cold-start");
  private final Path body = folder.resolve("event.json");
  private final String signature;
  private final String classPath;

  ColdStart() throws IOException {
    this.classPath = classPath(System.getProperty("java.class.path"));
    byte[] event = SignedEvent.body();
    this.signature = SignedEvent.signature(event);
    Files.write(body, event);
  }

  private static String classPath(String all) {
    List<String> jars = new ArrayList<>();
    for (String entry : all.split(File.pathSeparator, -1)) {
      Path path = Path.of(entry);
      if (Files.isDirectory(path)) {
        throw new IllegalStateException(
            "The class path contains the folder "
                + entry
                + ": a JVM archives classes of jars alone");
      }
      if (LIBRARIES.matcher(path.getFileName().toString()).matches()) {
        jars.add(path.toAbsolutePath().toString());
      }
    }
    return String.join(File.pathSeparator, jars);
  }

  /** The archive of classes that a JVM starts with. */
  enum Archive {
    /** The JVM's own. */
    NONE("", ""),
    /** An AppCDS archive, from JDK 13 on. */
    CDS("-XX:ArchiveClassesAtExit=", "-XX:SharedArchiveFile="),
    /** An AOT cache, from JDK 25 on. */
    AOT("-XX:AOTCacheOutput=", "-XX:AOTCache=");

    private final String create;
    private final String use;

    Archive(String create, String use) {
      this.create = create;
      this.use = use;
    }
  }

  /** Returns a trial of one program; makes its archive, if it uses one, with the first round. */
  Trial trial(Class<?> program, Path javaHome, Archive archive) {
    return new Trial() {
      private final String label = program.getSimpleName() + " " + archive;
      private final Path file = folder.resolve(label.replace(' ', '.'));

      @Override
      public String name() {
        return label + ", JDK " + JdkRelease.of(javaHome);
      }

      @Override
      public Map<Metric, Double> run() throws IOException, InterruptedException {
        if (archive == Archive.NONE) {
          return measure(program, javaHome, List.of());
        }
        if (!Files.exists(file)) {
          execute(program, javaHome, List.of(archive.create + file));
        }
        return measure(program, javaHome, List.of(archive.use + file));
      }
    };
  }

  private Map<Metric, Double> measure(Class<?> program, Path javaHome, List<String> options)
      throws IOException, InterruptedException {
    double ticks = ticksOfChildren();
    long start = System.nanoTime();
    execute(program, javaHome, options);
    Map<Metric, Double> metrics = new EnumMap<>(Metric.class);
    metrics.put(Metric.TIME, (System.nanoTime() - start) / NANOS_PER_MILLI);
    metrics.put(Metric.CPU, (ticksOfChildren() - ticks) * MILLIS_PER_TICK);
    return metrics;
  }

  private void execute(Class<?> program, Path javaHome, List<String> options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(javaHome.resolve("bin").resolve("java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", classPath, program.getName()));
    boolean webhook = program.getSimpleName().endsWith("Webhook");
    command.addAll(webhook ? List.of(signature, body.toString()) : List.of(server.baseUrl()));
    Path output = folder.resolve("output.txt");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    boolean ended = process.waitFor(1, TimeUnit.MINUTES);
    String text = Files.readString(output, StandardCharsets.UTF_8);
    String id = webhook ? SignedEvent.ID : OrderResponse.ID;
    if (!ended || process.exitValue() != 0 || !text.contains(id)) {
      throw new IllegalStateException(String.join(" ", command) + " failed: " + text);
    }
  }

  /** Returns the processor time of the processes that ended; Linux alone counts it in this way. */
  private static double ticksOfChildren() throws IOException {
    Path file = Path.of("/proc/self/stat");
    if (!Files.exists(file)) {
      return Double.NaN;
    }
    String text = Files.readString(file, StandardCharsets.UTF_8);
    String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ", -1);
    return Long.parseLong(fields[13]) + Long.parseLong(fields[14]);
  }

  @Override
  public void close() throws IOException {
    server.close();
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
