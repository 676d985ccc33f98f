package ai.peeker.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Applications whose class path lacks a library; consumers/run tries old versions. */
class LibrariesTest {
  @Test
  void builder_withoutOkHttp_namesTheArtifactToDeclare() {
    assertThatThrownBy(() -> builderWithout("okhttp-jvm"))
        .isInstanceOf(LinkageError.class)
        .hasMessage(
            "The SDK needs OkHttp 4.12 or newer, with its okio and kotlin-stdlib, but found none."
                + " Declare com.squareup.okhttp3:okhttp-jvm 5.0.0 or newer (with Maven, okhttp 5"
                + " is an empty jar), and remove older versions.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"okio-jvm", "kotlin-stdlib"})
  void builder_withoutALibraryOfOkHttp_namesTheJarOfOkHttp(String missing) {
    assertThatThrownBy(() -> builderWithout(missing))
        .isInstanceOf(LinkageError.class)
        .hasMessageStartingWith(
            "The SDK needs OkHttp 4.12 or newer, with its okio and kotlin-stdlib, but found"
                + " okhttp-jvm-5.");
  }

  @Test
  void builder_withoutJackson_namesTheArtifactToDeclare() {
    assertThatThrownBy(() -> builderWithout("jackson-core"))
        .isInstanceOf(LinkageError.class)
        .hasMessage(
            "The SDK needs Jackson 2.15 or newer, but found none."
                + " Declare com.fasterxml.jackson.core:jackson-core 2.15.0 or newer.");
  }

  @Test
  void builder_withAllLibraries_isCreated() throws Throwable {
    assertThat(builderWithout("nothing")).isNotNull();
  }

  private static Object builderWithout(String artifact) throws Throwable {
    try (URLClassLoader application = new URLClassLoader(jarsWithout(artifact), null)) {
      return application
          .loadClass("ai.peeker.partner.PeekerClient")
          .getMethod("builder")
          .invoke(null);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static URL[] jarsWithout(String artifact) throws IOException {
    List<URL> jars = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      if (!Path.of(entry).getFileName().toString().startsWith(artifact + "-")) {
        jars.add(Path.of(entry).toUri().toURL());
      }
    }
    return jars.toArray(URL[]::new);
  }
}
