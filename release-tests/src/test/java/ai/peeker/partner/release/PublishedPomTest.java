package ai.peeker.partner.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Node;

class PublishedPomTest {
  static List<Module> published() {
    return Module.published();
  }

  @ParameterizedTest
  @MethodSource("published")
  void pom_read_hasEverythingThatMavenCentralRequires(Module module) {
    for (String required :
        List.of(
            "groupId",
            "artifactId",
            "version",
            "name",
            "description",
            "url",
            "licenses/license/name",
            "licenses/license/url",
            "developers/developer/name",
            "developers/developer/organization",
            "scm/connection",
            "scm/developerConnection",
            "scm/url")) {
      assertThat(module.text(required)).as(required).isNotBlank().doesNotContain("${");
    }
  }

  @ParameterizedTest
  @MethodSource("published")
  void urls_ofModule_areThoseOfTheWholeProject(Module module) {
    assertThat(module.text("url")).isEqualTo("https://docs.peeker.ai");
    assertThat(module.text("scm/connection"))
        .isEqualTo("scm:git:" + module.text("scm/url") + ".git")
        .isEqualTo(module.text("scm/developerConnection"))
        .doesNotContain(module.artifactId() + "/" + module.artifactId())
        .endsWith("peeker-partner-sdk-java.git");
  }

  @ParameterizedTest
  @MethodSource("published")
  void consumer_readingPom_needsNoParentNoPropertyAndNoRepository(Module module) {
    for (String element : List.of("parent", "modules", "properties", "repositories", "build")) {
      assertThat(module.elements(element)).as(element).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("published")
  void dependencies_ofModule_haveVersionsAndNoTestScope(Module module) {
    for (Node dependency : module.elements("dependencies/dependency")) {
      assertThat(Module.text(dependency, "version")).isNotBlank().doesNotContain("${");
      assertThat(Module.text(dependency, "scope")).isNotEqualTo("test");
    }
  }

  @Test
  void bom_read_listsEveryOtherPublishedArtifactInItsOwnVersionAndNothingElse() {
    Module bom =
        published().stream().filter(each -> each.artifactId().endsWith("-bom")).findAny().get();

    assertThat(bom.elements("dependencyManagement/dependencies/dependency"))
        .allSatisfy(
            each -> {
              assertThat(Module.text(each, "groupId")).isEqualTo("ai.peeker");
              assertThat(Module.text(each, "version")).isEqualTo("${project.version}");
            })
        .extracting(each -> Module.text(each, "artifactId"))
        .containsExactlyInAnyOrderElementsOf(
            Module.withJar().stream().map(Module::artifactId).toList());
    assertThat(bom.elements("dependencies")).isEmpty();
  }
}
