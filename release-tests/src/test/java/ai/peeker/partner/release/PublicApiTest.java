package ai.peeker.partner.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A change of the public API shows in review, as a change of api.txt in each module. */
class PublicApiTest {
  private static final int SHOWN = 20;

  @ParameterizedTest
  @EnumSource
  void publicApi_comparedWithItsListing_isTheSame(PublishedClasses module) throws IOException {
    Path listing = Module.ROOT.resolve(module.folder()).resolve("api.txt");
    String now = PublicApi.of(module);
    if (Boolean.getBoolean("api.update")) {
      Files.writeString(listing, now);
    }
    String before = Files.exists(listing) ? Files.readString(listing).replace("\r\n", "\n") : "";

    if (!now.equals(before)) {
      throw new AssertionError(difference(module, before, now));
    }
    assertThat(now).as("holds something").contains("public ").doesNotContain("$");
  }

  @Test
  void modules_thatArePublished_allHaveAListing() {
    assertThat(Module.withJar())
        .extracting(module -> Module.ROOT.relativize(module.folder()).toString().replace('\\', '/'))
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(PublishedClasses.values()).map(PublishedClasses::folder).toList());
  }

  private static String difference(PublishedClasses module, String before, String now) {
    List<String> changes = new ArrayList<>();
    lines(before).stream()
        .filter(line -> !lines(now).contains(line))
        .map("- "::concat)
        .forEach(changes::add);
    lines(now).stream()
        .filter(line -> !lines(before).contains(line))
        .map("+ "::concat)
        .forEach(changes::add);
    String rest = changes.size() > SHOWN ? "\n… and " + (changes.size() - SHOWN) + " more" : "";
    return "The public API of "
        + module.folder()
        + " is not the one in "
        + module.folder()
        + "/api.txt:\n"
        + String.join("\n", changes.subList(0, Math.min(SHOWN, changes.size())))
        + rest
        + "\nIf the change is meant, accept it with\n"
        + "  mvn -q verify -Dapi.update=true -Dtest=PublicApiTest -Dsurefire.failIfNoSpecifiedTests=false\n"
        + "and have the changed listing reviewed.";
  }

  /** Each member with the type that it belongs to. */
  private static Set<String> lines(String listing) {
    Set<String> lines = new LinkedHashSet<>();
    String type = "";
    for (String line : listing.split("\n", -1)) {
      if (line.startsWith("  ")) {
        lines.add(type + ": " + line.strip());
      } else if (!line.isEmpty()) {
        lines.add(line);
        type = line.replaceFirst("^.*? (?:class|interface|enum|record) ([\\w.]+).*$", "$1");
      }
    }
    return lines;
  }
}
