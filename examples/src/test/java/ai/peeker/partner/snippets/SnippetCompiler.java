package ai.peeker.partner.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles snippets into a folder. */
final class SnippetCompiler {
  private final Path classes;

  SnippetCompiler(Path classes) {
    this.classes = classes;
  }

  /** Returns the errors of the compiler, with file and line. */
  List<String> errors(List<Snippet> snippets) {
    List<String> errors = compile(snippets, 0);
    if (errors.isEmpty() || snippets.size() == 1) {
      return errors;
    }
    // After a syntax error the compiler skips the other snippets, so compile one by one.
    List<String> all = new ArrayList<>();
    for (int i = 0; i < snippets.size(); i++) {
      all.addAll(compile(snippets.subList(i, i + 1), i));
    }
    return all;
  }

  private List<String> compile(List<Snippet> snippets, int firstNumber) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    assertThat(compiler).as("a JDK, not only a run-time environment").isNotNull();
    DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    List<SnippetSource> sources = new ArrayList<>();
    for (Snippet snippet : snippets) {
      sources.add(new SnippetSource(snippet, firstNumber + sources.size()));
    }
    List<String> options =
        List.of(
            "-proc:none",
            "--release",
            "17",
            "-d",
            classes.toString(),
            "-cp",
            System.getProperty("java.class.path"));
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(diagnostics, Locale.ROOT, StandardCharsets.UTF_8)) {
      compiler.getTask(null, files, diagnostics, options, null, sources).call();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return diagnostics.getDiagnostics().stream()
        .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
        .map(SnippetCompiler::describe)
        .toList();
  }

  private static String describe(Diagnostic<? extends JavaFileObject> error) {
    return error.getSource() instanceof SnippetSource source
        ? source.describe(error)
        : error.toString();
  }
}
