package ai.peeker.partner.webhook.store;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A program of the tests in a separate process, so that it can be limited and killed. */
public final class Forked {
  private final Process process;
  private final BufferedReader output;
  private final Path errors;

  private Forked(Process process, Path errors) {
    this.process = process;
    this.output = process.inputReader(StandardCharsets.UTF_8);
    this.errors = errors;
  }

  /** Skips the test where no process can be started: the JDK writes commands in its charset. */
  public static void assumePossible() {
    Charset charset = Charset.defaultCharset();
    assumeTrue("x".getBytes(charset).length == 1, "no process can be started in " + charset);
  }

  /** Passes arguments that start with {@code -X} to the JVM. */
  public static Forked start(Path folder, Class<?> program, String... arguments)
      throws IOException {
    assumePossible();
    Path errors = Files.createTempFile(folder, "program", ".err");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1"); // it does not live long
    Stream.of(arguments).filter(argument -> argument.startsWith("-X")).forEach(command::add);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(program.getName());
    Stream.of(arguments).filter(argument -> !argument.startsWith("-X")).forEach(command::add);
    return new Forked(new ProcessBuilder(command).redirectError(errors.toFile()).start(), errors);
  }

  /** Prints a line for the process that started this one. */
  public static void print(String text) {
    byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
    System.out.write(bytes, 0, bytes.length);
    System.out.flush();
  }

  /** Returns the next line of its output; null if it ends instead. */
  public String line() throws IOException {
    return output.readLine();
  }

  public String errors() throws IOException {
    return Files.readString(errors);
  }

  public int waitFor() throws InterruptedException {
    return process.waitFor();
  }

  /** Kills the process with SIGKILL, so that it cannot react. */
  public int kill() throws InterruptedException {
    return process.destroyForcibly().waitFor();
  }
}
