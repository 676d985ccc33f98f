package ai.peeker.partner.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Models work with older and newer versions of Jackson; the build copies them below {@code target}.
 */
class MapperVersionsTest {
  private static final Path TARGET =
      Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolve("target");

  @ParameterizedTest
  @CsvSource({
    "jackson-2.15, com.fasterxml.jackson.databind.ObjectMapper",
    "jackson-3, tools.jackson.databind.ObjectMapper",
  })
  void model_writtenAndReadByAnotherVersion_comesBack(String version, String mapper)
      throws Exception {
    try (URLClassLoader loader =
        new URLClassLoader(classPath(version), ClassLoader.getPlatformClassLoader())) {
      assertThat(
              loader
                  .loadClass(MapperProgram.class.getName())
                  .getMethod("run", String.class)
                  .invoke(null, mapper))
          .isEqualTo(
              List.of(
                  "{\"total_cents\":6800,\"currency\":\"usd\",\"tax\":null}",
                  "\"paused\"",
                  "true",
                  "true",
                  "OfString[value=a.com]",
                  "true"));
    }
  }

  private static URL[] classPath(String version) throws Exception {
    List<Path> classPath = new ArrayList<>();
    try (Stream<Path> jars = Files.list(TARGET.resolve(version))) {
      jars.forEach(classPath::add);
    }
    for (Class<?> each : List.of(JsonModel.class, MapperProgram.class)) {
      classPath.add(Path.of(each.getProtectionDomain().getCodeSource().getLocation().toURI()));
    }
    List<URL> urls = new ArrayList<>();
    for (Path each : classPath) {
      urls.add(each.toUri().toURL());
    }
    return urls.toArray(URL[]::new);
  }

  @Test
  void additionalProperty_ofJavaTime_isWrittenAsTheModelWritesIt() throws Exception {
    OrderCosts costs =
        Samples.costs().toBuilder()
            .additionalProperty("at", OffsetDateTime.parse("2026-05-08T12:00:00Z"))
            .additionalProperty("day", LocalDate.parse("2026-05-08"))
            .build();

    assertThat(
            JsonMapper.builder().addModule(new JavaTimeModule()).build().writeValueAsString(costs))
        .isEqualTo(
            "{\"total_cents\":6800,\"currency\":\"usd\",\"at\":\"2026-05-08T12:00:00Z\",\"day\":\"2026-05-08\"}");
  }
}
