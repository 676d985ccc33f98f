package ai.peeker.partner.tools.localpeeker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The seed file in docs/local-peeker.md. */
final class DocumentedSeed {
  private DocumentedSeed() {}

  static String read() throws IOException {
    return Files.readString(Path.of("../../docs/local-peeker.md"))
        .replaceAll("(?s).*?```json\n(\\{\\s*\"users\".*?)```.*", "$1");
  }
}
