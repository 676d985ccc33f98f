package ai.peeker.partner.generation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.openapitools.codegen.DefaultGenerator;
import org.openapitools.codegen.config.CodegenConfigurator;

/**
 * Generates code from any contract into any folder, with the settings and templates of the build.
 */
final class Generator {
  static final Path MODULE = Path.of(System.getProperty("basedir", "")).toAbsolutePath();

  private static final List<String> NOT_WANTED =
      List.of("modelTests", "modelDocs", "apiTests", "apiDocs");

  private Generator() {}

  /** Generates the code and returns the folder of the Java sources. */
  static Path generate(Path contract, Path output) {
    CodegenConfigurator settings =
        CodegenConfigurator.fromFile(MODULE.resolve("openapi-generator.yaml").toString());
    settings
        .setGeneratorName("java")
        .setInputSpec(contract.toString())
        .setIgnoreFileOverride(MODULE.resolve("openapi-generator-ignore").toString())
        .setTemplateDir(MODULE.resolve("templates").toString())
        .setOutputDir(output.toString());
    NOT_WANTED.forEach(each -> settings.addGlobalProperty(each, "false"));
    new DefaultGenerator().opts(settings.toClientOptInput()).generate();
    return output.resolve("src/main/java");
  }

  /** Returns the hash of each file in a folder by its relative path. */
  static Map<String, String> hashes(Path folder) throws IOException {
    Map<String, String> result = new TreeMap<>();
    for (Path file : files(folder)) {
      result.put(folder.relativize(file).toString(), hash(Files.readAllBytes(file)));
    }
    return result;
  }

  static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static String hash(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) { // every Java platform has it
      throw new AssertionError(e);
    }
  }
}
