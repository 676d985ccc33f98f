package ai.peeker.partner.release;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PublishedJarTest {
  private static final Path LICENSE = Path.of(System.getProperty("project.root"), "LICENSE");

  static List<Module> withJar() {
    return Module.withJar();
  }

  @ParameterizedTest
  @MethodSource("withJar")
  void jar_opened_hasTheLicense(Module module) throws IOException {
    assertThat(license(module.file(".jar"))).isEqualTo(Files.readString(LICENSE));
    assertThat(license(module.file("-sources.jar"))).isEqualTo(Files.readString(LICENSE));
  }

  @ParameterizedTest
  @MethodSource("withJar")
  @EnabledIfSystemProperty(named = "release.files", matches = "true")
  void javadocJar_opened_hasTheLicenseAndAPageForEachPackage(Module module) throws IOException {
    Path javadoc = module.file("-javadoc.jar");

    assertThat(license(javadoc)).isEqualTo(Files.readString(LICENSE));
    assertThat(entries(javadoc))
        .contains("index.html")
        .anyMatch(e -> e.endsWith("package-summary.html"));
  }

  @ParameterizedTest
  @MethodSource("withJar")
  void manifest_read_namesTheArtifactItsVersionAndItsVendor(Module module) throws IOException {
    try (JarFile jar = new JarFile(module.file(".jar").toFile())) {
      Attributes manifest = jar.getManifest().getMainAttributes();

      assertThat(manifest.getValue("Implementation-Title")).isEqualTo(module.text("name"));
      assertThat(manifest.getValue("Implementation-Version")).isEqualTo(Module.VERSION);
      assertThat(manifest.getValue("Implementation-Vendor")).isEqualTo("Peeker");
    }
  }

  @ParameterizedTest
  @MethodSource("withJar")
  void jar_opened_hasAModuleName(Module module) throws IOException {
    try (JarFile jar = new JarFile(module.file(".jar").toFile())) {
      assertThat(
              jar.getEntry("module-info.class") != null
                  || jar.getManifest().getMainAttributes().getValue("Automatic-Module-Name")
                      != null)
          .isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("withJar")
  void publicMethods_inClassFiles_keepTheNamesOfTheirParameters(Module module) throws IOException {
    assertThat(classesContaining(module, "MethodParameters")).isNotEmpty();
  }

  static String license(Path file) throws IOException {
    return text(file, "META-INF/LICENSE");
  }

  static List<String> entries(Path file) throws IOException {
    try (JarFile jar = new JarFile(file.toFile())) {
      return jar.stream().filter(each -> !each.isDirectory()).map(JarEntry::getName).toList();
    }
  }

  static String text(Path file, String name) throws IOException {
    try (JarFile jar = new JarFile(file.toFile())) {
      JarEntry entry = jar.getJarEntry(name);
      assertThat(entry).as(name + " in " + file).isNotNull();
      return new String(jar.getInputStream(entry).readAllBytes(), ISO_8859_1);
    }
  }

  /** Returns the classes of a module whose constants contain a name, such as that of a method. */
  static List<String> classesContaining(Module module, String constant) throws IOException {
    Path file = module.file(".jar");
    List<String> found = new ArrayList<>();
    for (String entry : entries(file)) {
      if (entry.endsWith(".class") && text(file, entry).contains(constant)) {
        found.add(entry);
      }
    }
    return found;
  }
}
