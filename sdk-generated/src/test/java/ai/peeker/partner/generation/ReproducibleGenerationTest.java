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
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReproducibleGenerationTest {
  private static final Path BUILT =
      Generator.MODULE.resolve("target/generated-sources/openapi/src/main/java");

  @Test
  void generation_inTwoFoldersAndPlaces_givesTheCodeOfTheBuild(@TempDir Path folder)
      throws Exception {
    Path first = folder.resolve("first");
    Generator.generate(Contract.file(), first);
    Path second = folder.resolve("a folder with another name/second");
    Path copy = Files.copy(Contract.file(), folder.resolve("openapi.yaml"));
    elsewhere(() -> Generator.generate(copy, second));

    assertThat(different(Generator.hashes(first), Generator.hashes(second))).isEmpty();
    Map<String, String> built = code(BUILT);
    assertThat(built).hasSizeGreaterThan(100);
    assertThat(different(code(first.resolve("src/main/java")), built)).isEmpty();
  }

  /** Returns the code of each file without what the formatter of the build changes. */
  private static Map<String, String> code(Path folder) throws Exception {
    Map<String, String> code = new TreeMap<>();
    for (Path file : Generator.files(folder)) {
      String text = Files.readString(file).replaceAll("(?m)^import .*$|[\\s*/]", "");
      code.put(folder.relativize(file).toString(), text);
    }
    return code;
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
