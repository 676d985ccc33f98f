package ai.peeker.partner.order;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the compiler accepts, and what it does not: the builders' promise. */
class StagedBuilderTest {
  private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();
  private static final JavaFileManager FILES = // shared, so that each jar is opened once
      COMPILER.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8);

  private static final String USER = ".user(\"a@b.c\")";
  private static final String BUNDLE = ".bundle(\"bun_1\")";
  private static final String GOOGLE = ".google(20, GoogleDensity.TWO)";
  private static final String MICROSOFT = ".microsoft(2, MicrosoftDensity.FIFTY)";
  private static final String SEQUENCER = ".sequencer(sequencer)";
  private static final String DOMAINS = ".domains(\"a.com\")";
  private static final String PERSONA = ".persona(\"Sam\", \"Lee\")";
  private static final String BUNDLE_ORDER = "BundleOrder order = BundleOrder.builder()";
  private static final String CUSTOM_ORDER = "CustomOrder order = CustomOrder.builder()";

  static Stream<Arguments> complete() {
    return Stream.of(
        sample("bundle", BUNDLE_ORDER, USER, BUNDLE, SEQUENCER, DOMAINS, PERSONA),
        sample("google", CUSTOM_ORDER, USER, GOOGLE, SEQUENCER, DOMAINS, PERSONA),
        sample("microsoft", CUSTOM_ORDER, USER, MICROSOFT, SEQUENCER, DOMAINS, PERSONA),
        sample("both", CUSTOM_ORDER, USER, GOOGLE, MICROSOFT, SEQUENCER, DOMAINS, PERSONA),
        sample("both, swapped", CUSTOM_ORDER, USER, MICROSOFT, GOOGLE, SEQUENCER, DOMAINS, PERSONA),
        sample(
            "optional parts",
            BUNDLE_ORDER,
            USER,
            BUNDLE,
            SEQUENCER,
            DOMAINS,
            PERSONA,
            ".persona(\"Jo\", \"Ray\").domain(\"b.com\").domain(\"c.com\", \"https://c.com\")",
            ".forwardingUrl(\"https://acme.com\")"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("complete")
  void order_complete_compiles(String name, String code) {
    assertThat(errors(code)).isEmpty();
  }

  static Stream<Arguments> incomplete() {
    return Stream.of(
        sample("no user", BUNDLE_ORDER, BUNDLE, SEQUENCER, DOMAINS, PERSONA),
        sample("no bundle", BUNDLE_ORDER, USER, SEQUENCER, DOMAINS, PERSONA),
        sample("no sequencer", BUNDLE_ORDER, USER, BUNDLE, DOMAINS, PERSONA),
        sample("no domains", BUNDLE_ORDER, USER, BUNDLE, SEQUENCER, PERSONA),
        sample("no personas", BUNDLE_ORDER, USER, BUNDLE, SEQUENCER, DOMAINS),
        sample("custom: no user", CUSTOM_ORDER, GOOGLE, SEQUENCER, DOMAINS, PERSONA),
        sample("custom: no plan", CUSTOM_ORDER, USER, SEQUENCER, DOMAINS, PERSONA),
        sample("custom: no sequencer", CUSTOM_ORDER, USER, GOOGLE, DOMAINS, PERSONA),
        sample("custom: no domains", CUSTOM_ORDER, USER, GOOGLE, SEQUENCER, PERSONA),
        sample("custom: no personas", CUSTOM_ORDER, USER, GOOGLE, SEQUENCER, DOMAINS));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("incomplete")
  void order_withoutARequiredPart_doesNotCompile(String name, String code) {
    assertThat(errors(code)).isNotEmpty().allMatch(error -> error.contains("cant.resolve"));
  }

  static Stream<Arguments> mixed() {
    return Stream.of(
        sample("bundle, google", BUNDLE_ORDER, USER, BUNDLE, GOOGLE, SEQUENCER, DOMAINS, PERSONA),
        sample("google for bundle", BUNDLE_ORDER, USER, GOOGLE, SEQUENCER, DOMAINS, PERSONA),
        sample("google, bundle", CUSTOM_ORDER, USER, GOOGLE, BUNDLE, SEQUENCER, DOMAINS, PERSONA),
        sample("bundle for plan", CUSTOM_ORDER, USER, BUNDLE, SEQUENCER, DOMAINS, PERSONA),
        sample(
            "microsoft last", BUNDLE_ORDER, USER, BUNDLE, SEQUENCER, DOMAINS, PERSONA, MICROSOFT),
        sample("google twice", CUSTOM_ORDER, USER, GOOGLE, GOOGLE, SEQUENCER, DOMAINS, PERSONA));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mixed")
  void order_ofTwoShapes_doesNotCompile(String name, String code) {
    assertThat(errors(code)).isNotEmpty().allMatch(error -> error.contains("cant.resolve"));
  }

  static Stream<Arguments> wrongTypes() {
    return Stream.of(
        sample("int", CUSTOM_ORDER, USER, ".google(20, 2)", SEQUENCER, DOMAINS, PERSONA),
        sample("int", CUSTOM_ORDER, USER, ".microsoft(2, 50)", SEQUENCER, DOMAINS, PERSONA),
        sample("no density", CUSTOM_ORDER, USER, ".google(20)", SEQUENCER, DOMAINS, PERSONA),
        sample(
            "the other's density",
            CUSTOM_ORDER,
            USER,
            ".google(20, MicrosoftDensity.FIFTY)",
            SEQUENCER,
            DOMAINS,
            PERSONA),
        sample(
            "a density that is not on the page",
            CUSTOM_ORDER,
            USER,
            ".google(20, GoogleDensity.FOUR)",
            SEQUENCER,
            DOMAINS,
            PERSONA));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrongTypes")
  void plan_withAnythingButItsDensity_doesNotCompile(String name, String code) {
    assertThat(errors(code)).hasSize(1);
  }

  @Test
  void password_asPlainText_doesNotCompile() {
    assertThat(errors("Object s = Smartlead.client(1, \"a@b.c\", \"password\");")).hasSize(1);
  }

  @Test
  void order_implementedElsewhere_doesNotCompile() {
    assertThat(errors("abstract class Mine implements Order {}"))
        .anyMatch(error -> error.contains("sealed"));
  }

  private static Arguments sample(String name, String... parts) {
    return Arguments.of(name, String.join("", parts) + ".build();");
  }

  /** The compiler's own codes of what it found wrong, which no locale changes. */
  private static List<String> errors(String code) {
    String source =
        "import ai.peeker.partner.order.*;\n"
            + "class Probe {\n"
            + "  void probe(ai.peeker.partner.model.Sequencer sequencer) {\n"
            + code
            + "\n  }\n}\n";
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    List<String> options =
        List.of(
            "-proc:none",
            "-Xlint:none",
            "-implicit:none",
            "-d",
            System.getProperty("java.io.tmpdir"),
            "-cp",
            System.getProperty("java.class.path"));
    JavaFileObject file =
        new SimpleJavaFileObject(URI.create("string:///Probe.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
          }
        };
    JavacTask task = (JavacTask) COMPILER.getTask(null, FILES, found, options, null, List.of(file));
    try {
      task.analyze(); // looks at everything and writes no class file
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found.getDiagnostics().stream()
        .filter(each -> each.getKind() == Diagnostic.Kind.ERROR)
        .map(
            each ->
                each.getCode() + " " + each.getMessage(Locale.ROOT).lines().findFirst().orElse(""))
        .collect(Collectors.toList());
  }
}
