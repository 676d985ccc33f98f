package ai.peeker.partner.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.cyclonedx.Version;
import org.cyclonedx.exception.ParseException;
import org.cyclonedx.model.Bom;
import org.cyclonedx.model.Component;
import org.cyclonedx.model.Dependency;
import org.cyclonedx.parsers.JsonParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@EnabledIfSystemProperty(named = "release.files", matches = "true")
class SbomTest {
  static List<Module> published() {
    return Module.published();
  }

  @ParameterizedTest
  @MethodSource("published")
  void sbom_validated_compliesWithCycloneDx16(Module module) throws IOException {
    assertThat(
            new JsonParser().validate(module.file("-cyclonedx.json").toFile(), Version.VERSION_16))
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("published")
  void sbom_read_describesTheArtifactWithItsLicense(Module module) throws ParseException {
    Component artifact = sbom(module).getMetadata().getComponent();

    assertThat(artifact.getPurl())
        .startsWith("pkg:maven/ai.peeker/" + module.artifactId() + "@" + Module.VERSION);
    assertThat(artifact.getLicenses().getLicenses().get(0).getId()).isEqualTo("Apache-2.0");
  }

  @ParameterizedTest
  @MethodSource("published")
  void directDependencies_inSbom_areThoseOfThePomThatConsumersGet(Module module)
      throws ParseException {
    Bom sbom = sbom(module);
    String root = sbom.getMetadata().getComponent().getBomRef();
    Dependency artifact =
        sbom.getDependencies().stream().filter(each -> each.getRef().equals(root)).findAny().get();

    assertThat(
            artifact.getDependencies() == null ? List.<Dependency>of() : artifact.getDependencies())
        .extracting(each -> each.getRef().replaceAll("pkg:maven/(.*)@.*", "$1"))
        .containsExactlyInAnyOrderElementsOf(
            module.elements("dependencies/dependency").stream()
                .map(each -> Module.text(each, "groupId") + "/" + Module.text(each, "artifactId"))
                .toList());
  }

  @Test
  void components_ofCore_areWhatItBringsToAnApplication() throws ParseException {
    Module core =
        Module.published().stream()
            .filter(each -> each.artifactId().equals("peeker-partner-sdk"))
            .findAny()
            .get();

    assertThat(sbom(core).getComponents())
        .allMatch(each -> each.getScope() == Component.Scope.REQUIRED)
        .extracting(Component::getName)
        .containsExactlyInAnyOrder(
            "peeker-partner-sdk-generated",
            "jackson-annotations",
            "jackson-core",
            "jackson-databind",
            "okhttp-jvm",
            "okio-jvm",
            "kotlin-stdlib",
            "annotations",
            "jspecify");
  }

  static Bom sbom(Module module) throws ParseException {
    return new JsonParser().parse(module.file("-cyclonedx.json").toFile());
  }
}
