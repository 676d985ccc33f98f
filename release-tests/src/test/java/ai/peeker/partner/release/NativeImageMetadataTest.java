package ai.peeker.partner.release;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares the metadata for native images with what the classes of a jar look up by name. */
class NativeImageMetadataTest {
  private static final Pattern READER = Pattern.compile("static .* read\\(JsonReader in\\)");

  static List<Module> withJar() {
    return Module.withJar();
  }

  @ParameterizedTest
  @MethodSource("withJar")
  void resources_besideClasses_areExactlyThoseInTheMetadata(Module module) throws IOException {
    List<String> resources =
        PublishedJarTest.entries(module.file(".jar")).stream()
            .filter(each -> !each.endsWith(".class") && !each.startsWith("META-INF/"))
            .toList();

    List<String> listed = new ArrayList<>();
    metadata(module, "resource-config.json")
        .at("/resources/includes")
        .forEach(each -> listed.add(each.get("pattern").textValue()));

    assertThat(listed)
        .containsExactlyInAnyOrderElementsOf(
            resources.stream().map(each -> "\\Q" + each + "\\E").toList());
  }

  @ParameterizedTest
  @MethodSource("withJar")
  void classes_thatReadResources_areInPackagesWithAListedResource(Module module)
      throws IOException {
    String listed = metadata(module, "resource-config.json").toString();
    assertThat(PublishedJarTest.classesContaining(module, "getResource"))
        .allSatisfy(
            each ->
                assertThat(listed).contains("Q" + each.substring(0, each.lastIndexOf('/') + 1)));
  }

  @ParameterizedTest
  @MethodSource("withJar")
  void classes_thatMakeProxies_haveMetadata(Module module) throws IOException {
    boolean made = !PublishedJarTest.classesContaining(module, "newProxyInstance").isEmpty();

    assertThat(metadata(module, "proxy-config.json").isEmpty()).isEqualTo(!made);
  }

  @ParameterizedTest
  @MethodSource("withJar")
  void classes_thatUseReflection_areNoneButTheReaderOfModels(Module module) throws IOException {
    for (String lookUp : List.of(")Ljava/lang/reflect/Method;", "getDeclared", "forName")) {
      assertThat(PublishedJarTest.classesContaining(module, lookUp))
          .isSubsetOf(
              "ai/peeker/partner/model/ModelDeserializer.class",
              // calls @PeekerWebhook methods, which Spring registers: the annotation is @Reflective
              "ai/peeker/partner/spring/autoconfigure/WebhookHandlers$MethodHandler.class",
              // looks up that a proxy has them
              "ai/peeker/partner/spring/autoconfigure/WebhookHandlers.class");
      // without
    }
  }

  @ParameterizedTest
  @MethodSource("withJar")
  void models_readByAnObjectMapper_areInTheMetadata(Module module) throws IOException {
    List<String> listed = metadata(module, "reflect-config.json").findValuesAsText("name");
    Path sources = module.file("-sources.jar");
    for (String entry : PublishedJarTest.entries(sources)) {
      if (READER.matcher(PublishedJarTest.text(sources, entry)).find()) {
        assertThat(listed).contains(entry.replace(".java", "").replace('/', '.'));
      }
    }
  }

  private static JsonNode metadata(Module module, String name) throws IOException {
    String path = "META-INF/native-image/ai.peeker/" + module.artifactId() + "/" + name;
    boolean present = PublishedJarTest.entries(module.file(".jar")).contains(path);
    return new JsonMapper()
        .readTree(present ? PublishedJarTest.text(module.file(".jar"), path) : "{}");
  }
}
