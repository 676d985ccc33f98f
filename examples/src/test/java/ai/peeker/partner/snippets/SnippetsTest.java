package ai.peeker.partner.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The snippets of the documentation compile, and name the current version. */
class SnippetsTest {
  private static final Path ROOT =
      Path.of(System.getProperty("openapi.spec")).toAbsolutePath().getParent();

  @TempDir private Path classes;

  @Test
  void guides_javaSnippets_compile() throws IOException {
    List<Snippet> snippets = new ArrayList<>();
    for (Path guide : guides()) {
      snippets.addAll(Snippet.ofMarkdown(guide));
    }
    assertThat(snippets)
        .as("README.md shows Java")
        .anyMatch(snippet -> snippet.file().endsWith("README.md"));
    assertThat(errors(snippets)).isEmpty();
  }

  @Test
  void javadoc_snippets_compile() throws IOException {
    List<Snippet> snippets = new ArrayList<>();
    for (String module :
        List.of("sdk-core", "sdk-testing", "integrations/bucket4j", "integrations/micrometer")) {
      for (Path file : files(ROOT.resolve(module + "/src/main/java"), ".java")) {
        snippets.addAll(Snippet.ofComments(file));
      }
    }
    assertThat(snippets).hasSizeGreaterThan(10);
    assertThat(errors(snippets)).isEmpty();
  }

  @Test
  void guides_dependencies_haveTheVersionOfTheProject() throws IOException {
    Pattern version =
        Pattern.compile(
            "<groupId>ai\\.peeker</groupId>.*?<version>([^<]*)</version>", Pattern.DOTALL);
    List<String> named = new ArrayList<>();
    for (Path guide : guides()) {
      for (Snippet block : Snippet.ofMarkdown(guide, "xml")) {
        Matcher matcher = version.matcher(block.text());
        while (matcher.find()) {
          named.add(matcher.group(1));
        }
      }
    }
    assertThat(named).as("the dependency blocks").isNotEmpty().containsOnly(projectVersion());
  }

  @Test
  void guides_linksToFiles_resolve() throws IOException {
    Pattern link = Pattern.compile("]\\((?!https?:)([^)#\\s]+)[^)]*\\)");
    List<String> dead = new ArrayList<>();
    for (Path guide : guides()) {
      Matcher matcher = link.matcher(Files.readString(guide));
      while (matcher.find()) {
        if (!Files.exists(guide.resolveSibling(matcher.group(1)))) {
          dead.add(ROOT.relativize(guide) + " -> " + matcher.group(1));
        }
      }
    }
    assertThat(dead).isEmpty();
  }

  @Test
  void error_inASnippet_isReportedWithFileAndLine() {
    Path file = ROOT.resolve("docs/made-up.md");
    assertThat(
            errors(
                List.of(
                    new Snippet(file, 41, List.of("log(1);", "client.orders().craete(order);")),
                    new Snippet(
                        file, 51, List.of("import java.util.List;", "", "log(List.off());")),
                    new Snippet(file, 61, List.of("log(2);", "log(3)")))))
        .hasSize(3)
        .satisfiesExactlyInAnyOrder(
            error -> assertThat(error).contains("docs/made-up.md:42: ").contains("craete"),
            error -> assertThat(error).contains("docs/made-up.md:53: ").contains("off"),
            error -> assertThat(error).contains("docs/made-up.md:62: ").contains("';' expected"));
  }

  private List<String> errors(List<Snippet> snippets) {
    return new SnippetCompiler(classes).errors(snippets);
  }

  private static List<Path> guides() throws IOException {
    List<Path> guides = new ArrayList<>();
    for (String name : List.of("README.md", "CONTRIBUTING.md")) {
      guides.add(ROOT.resolve(name));
    }
    guides.addAll(files(ROOT.resolve("docs"), ".md"));
    assertThat(guides).allSatisfy(guide -> assertThat(guide).exists());
    return guides;
  }

  private static List<Path> files(Path folder, String ending) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    }
  }

  private static String projectVersion() throws IOException {
    Matcher matcher =
        Pattern.compile("<artifactId>peeker-partner-sdk-parent</artifactId>\\s*<version>([^<]*)<")
            .matcher(Files.readString(ROOT.resolve("pom.xml")));
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }
}
