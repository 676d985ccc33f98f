package ai.peeker.partner.generation;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.contract.Contract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReproducibleGenerationTest {
  private static final Path BUILT =
      Generator.MODULE.resolve("target/generated-sources/openapi/src/main/java");

  @Test
  void generation_inTwoFoldersAndPlaces_givesTheBytesOfTheBuild(@TempDir Path folder)
      throws Exception {
    Map<String, String> built = Generator.hashes(BUILT);

    Path first = folder.resolve("first");
    Generator.generate(Contract.file(), first);
    Path second = folder.resolve("a folder with another name/second");
    Path copy = Files.copy(Contract.file(), folder.resolve("openapi.yaml"));
    elsewhere(() -> Generator.generate(copy, second));

    assertThat(built).hasSizeGreaterThan(100);
    assertThat(different(Generator.hashes(first), Generator.hashes(second))).isEmpty();
    assertThat(different(Generator.hashes(first.resolve("src/main/java")), built)).isEmpty();
  }

  /** Returns the files that differ, or exist only once. */
  private static Set<String> different(Map<String, String> one, Map<String, String> other) {
    Set<String> names = new TreeSet<>(one.keySet());
    names.addAll(other.keySet());
    names.removeIf(name -> Objects.equals(one.get(name), other.get(name)));
    return names;
  }

  /** Runs an action with another default locale and time zone. */
  private static void elsewhere(Runnable action) {
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr-TR"));
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Auckland"));
      action.run();
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }
}
