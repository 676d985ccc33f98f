package ai.peeker.partner.webhook.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An application on the module path that requires the SDK and nothing else. */
@Timeout(60)
class ModularApplicationTest {
  private static final Path CORE = Path.of("target", "classes");
  private static final Pattern NEEDED =
      Pattern.compile(
          ".*(okhttp-jvm|okio-jvm|kotlin-stdlib|jackson-(core|annotations)"
              + "|jspecify|sdk-generated).*");

  @TempDir private Path folder;

  @Test
  void schema_inAModuleWithoutJavaSql_isReturned() throws Exception {
    assumeTrue(Files.exists(CORE.resolve("module-info.class")), "compiled without its module");
    String modules =
        Stream.concat(
                Stream.of(CORE.toString()),
                Stream.of(System.getProperty("java.class.path").split(File.pathSeparator)))
            .filter(entry -> entry.equals(CORE.toString()) || NEEDED.matcher(entry).matches())
            .filter(entry -> !entry.contains("test"))
            .collect(Collectors.joining(File.pathSeparator));
    Path info = write("module-info.java", "module app { requires ai.peeker.partner; }");
    Path main =
        write(
            "app/App.java",
            "package app; import ai.peeker.partner.webhook.store.*; class App {"
                + " public static void main(String[] a) {"
                + " System.out.print(JdbcEventStore.schema(DatabaseKind.H2).length() > 500); } }");
    Path classes = folder.resolve("classes");
    int compiled =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "--module-path",
                modules,
                "-d",
                classes.toString(),
                info.toString(),
                main.toString());
    assertThat(compiled).isZero();

    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "--module-path",
                    modules + File.pathSeparator + classes,
                    "--module",
                    "app/app.App"))
            .redirectErrorStream(true)
            .start();

    assertThat(new String(process.getInputStream().readAllBytes(), UTF_8)).isEqualTo("true");
    assertThat(process.waitFor()).isZero();
  }

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }
}
