package ai.peeker.partner.examples;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The output of an example. */
final class Output {
  /** An example that prints. */
  interface Example {
    void run(PrintStream out) throws Exception;
  }

  private Output() {}

  static List<String> linesOf(Example example) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    example.run(new PrintStream(out, true, StandardCharsets.UTF_8));
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
