package ai.peeker.partner.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs the webhook tests in JVMs whose default locale writes other digits or other letters, and
 * whose default charset is not UTF-8. Tests with the tag "heavy" are excluded, such as this one. A
 * build runs the few tests that depend on defaults most, for one pair; {@code
 * -Dforeign.defaults=webhook} all webhook tests for that pair; {@code -Dforeign.defaults=all} all
 * pairs and, with US-ASCII, all tests of the module for three locales; a JVM 17 with UTF-16 cannot
 * start the processes that some of those need.
 */
@Tag("heavy")
class ForeignDefaultsTest {
  private static final String WEBHOOK_TESTS = "ai\\.peeker\\.partner\\.webhook\\.[A-Z]\\w*Test";
  private static final String FEW_TESTS =
      "ai\\.peeker\\.partner\\.webhook\\."
          + "(MachineDefaults|WebhookVerifier|WebhookHeaders|WebhookSignature|WebhookVectors)Test";
  private static final String ALL_TESTS = "ai\\.peeker\\.partner\\..*Test";

  @TempDir private Path folder;

  static Stream<Arguments> defaults() {
    String form = System.getProperty("foreign.defaults", "few");
    String tests = form.equals("few") ? FEW_TESTS : WEBHOOK_TESTS;
    Stream<Arguments> always = Stream.of(Arguments.of("fa-IR", "UTF-16", tests));
    Stream<Arguments> others =
        Stream.of(
            Arguments.of("tr-TR", "US-ASCII", WEBHOOK_TESTS),
            Arguments.of("ar-EG", "US-ASCII", WEBHOOK_TESTS),
            Arguments.of("hi-IN-u-nu-deva", "US-ASCII", WEBHOOK_TESTS),
            Arguments.of("th-TH-u-nu-thai", "UTF-16", WEBHOOK_TESTS),
            Arguments.of("ar-EG", "UTF-16", WEBHOOK_TESTS),
            Arguments.of("hi-IN-u-nu-deva", "UTF-16", WEBHOOK_TESTS),
            Arguments.of("tr-TR", "UTF-16", WEBHOOK_TESTS),
            Arguments.of("fa-IR", "US-ASCII", ALL_TESTS),
            Arguments.of("th-TH-u-nu-thai", "US-ASCII", ALL_TESTS),
            Arguments.of("tr-TR", "US-ASCII", ALL_TESTS));
    return form.equals("all") ? Stream.concat(always, others) : always;
  }

  @ParameterizedTest
  @MethodSource("defaults")
  void tests_underForeignDefaults_pass(String locale, String charset, String tests)
      throws IOException, InterruptedException {
    Path output = folder.resolve("output.txt");
    Process process =
        new ProcessBuilder(command(Locale.forLanguageTag(locale), charset, tests))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();

    try {
      int status = process.waitFor(); // not zero if there is no test, too
      // a JVM 17 writes its output in the default charset
      assertThat(status)
          .as(Files.readString(output, StandardCharsets.ISO_8859_1).replace("\0", ""))
          .isZero();
    } finally {
      process.destroyForcibly();
    }
  }

  private static List<String> command(Locale locale, String charset, String tests) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1"); // it does not live long
    command.add("-Duser.language=" + locale.getLanguage());
    command.add("-Duser.country=" + locale.getCountry());
    if (locale.hasExtensions()) {
      command.add("-Duser.extensions=u-" + locale.getExtension('u'));
    }
    command.add("-Dfile.encoding=" + charset);
    command.add("-Dexpected.locale=" + locale.toLanguageTag());
    command.add("-Dexpected.charset=" + charset);
    command.add("-Dopenapi.spec=" + System.getProperty("openapi.spec"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("org.junit.platform.console.ConsoleLauncher");
    command.addAll(List.of("execute", "--scan-classpath", testClasses()));
    command.addAll(List.of("--include-classname", tests, "--exclude-tag", "heavy"));
    // Jazzer attaches an agent, which a JVM 17 with UTF-16 cannot do; their seeds run without it
    command.addAll(List.of("--exclude-tag", "jazzer"));
    command.addAll(List.of("--details", "summary", "--disable-banner", "--fail-if-no-tests"));
    return command;
  }

  private static String testClasses() {
    URI location =
        URI.create(
            ForeignDefaultsTest.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toExternalForm());
    return Path.of(location).toString();
  }
}
