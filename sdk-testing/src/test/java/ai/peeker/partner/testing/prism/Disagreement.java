package ai.peeker.partner.testing.prism;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A kind of bodies that Prism and LocalPeeker disagree about.
 *
 * @param kind the kind of the change
 * @param operation the method and the path
 * @param prism whether Prism accepts the body: {@code accepts} or {@code rejects}
 */
record Disagreement(String kind, String operation, String prism) {

  static Disagreement of(GeneratedBody body, boolean prismAccepts) {
    return new Disagreement(
        body.kind(), body.operation().toString(), prismAccepts ? "accepts" : "rejects");
  }

  /** Reads the explained disagreements. Each row must have a reason. */
  static List<Disagreement> explained() throws IOException {
    try (InputStream table = Disagreement.class.getResourceAsStream("/prism/disagreements.md")) {
      return new String(Objects.requireNonNull(table).readAllBytes(), UTF_8)
          .lines()
          .filter(line -> line.startsWith("| ") && line.contains("`"))
          .map(line -> Arrays.stream(line.split("\\|", -1)).map(String::strip).toList())
          .filter(cells -> !cells.get(4).isEmpty())
          .map(cells -> new Disagreement(cells.get(1), cells.get(2).replace("`", ""), cells.get(3)))
          .toList();
    }
  }

  @Override
  public String toString() {
    return "| " + kind + " | `" + operation + "` | " + prism + " |";
  }
}
