package ai.peeker.partner.generation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * Generated sources and a hand-written caller, compiled as one module with warnings as errors, and
 * loaded.
 */
final class Compiled implements AutoCloseable {
  private final URLClassLoader loader;

  private Compiled(URLClassLoader loader) {
    this.loader = loader;
  }

  /** Compiles the generated sources together with a class {@code caller.Caller}. */
  static Compiled of(Path sources, String caller, Path classes) throws IOException {
    Path callerFile = sources.resolve("caller/Caller.java");
    Files.createDirectories(callerFile.getParent());
    Files.writeString(callerFile, caller);
    List<String> options =
        List.of(
            "-d",
            classes.toString(),
            "--release",
            "17",
            "-encoding",
            "UTF-8",
            "-Xlint:all",
            "-Werror",
            "-proc:none",
            "--module-path",
            Stream.of(JsonValue.class, JsonFactory.class, ObjectMapper.class, Nullable.class)
                .map(type -> jar(type).toString())
                .collect(Collectors.joining(File.pathSeparator)));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, Locale.ROOT, null)) {
      boolean done =
          compiler
              .getTask(
                  messages,
                  files,
                  null,
                  options,
                  null,
                  files.getJavaFileObjectsFromPaths(Generator.files(sources)))
              .call();
      assertThat(messages.toString()).isEmpty();
      assertThat(done).isTrue();
    }
    return new Compiled(new URLClassLoader(new URL[] {url(classes)}, new WithoutModels()));
  }

  /** Calls a static method without parameters of {@code caller.Caller} and returns its result. */
  Object call(String method) throws ReflectiveOperationException {
    return loader.loadClass("caller.Caller").getMethod(method).invoke(null);
  }

  Class<?> load(String name) throws ClassNotFoundException {
    return loader.loadClass(name);
  }

  @Override
  public void close() throws IOException {
    loader.close();
  }

  private static Path jar(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  private static URL url(Path folder) {
    try {
      return folder.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new AssertionError(e);
    }
  }

  /** Hides the models of this build, which have the same names as those generated here. */
  private static final class WithoutModels extends ClassLoader {
    WithoutModels() {
      super(Compiled.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith("ai.peeker.partner.")) {
        throw new ClassNotFoundException(name);
      }
      return super.loadClass(name, resolve);
    }
  }
}
