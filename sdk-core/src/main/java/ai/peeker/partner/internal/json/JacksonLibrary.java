package ai.peeker.partner.internal.json;

import ai.peeker.partner.internal.library.Library;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;

/** The library that reads and writes JSON. */
public final class JacksonLibrary {
  private JacksonLibrary() {}

  /**
   * Checks that it can be used.
   *
   * @throws LinkageError if it cannot
   */
  public static void check() {
    Library.require(
        "Jackson 2.15 or newer",
        () -> {
          Object unused = StreamReadFeature.AUTO_CLOSE_SOURCE; // since Jackson 2.10
        },
        () -> JsonParser.class,
        "Declare com.fasterxml.jackson.core:jackson-core 2.15.0 or newer.");
  }
}
