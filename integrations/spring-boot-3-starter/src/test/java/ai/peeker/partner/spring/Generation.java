package ai.peeker.partner.spring;

import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.util.ClassUtils;

/** The classes whose packages differ between Spring Boot 3 and 4. */
final class Generation {
  private static final boolean THREE = SpringBootVersion.getVersion().startsWith("3.");

  private Generation() {}

  /** Returns the name of an automatic configuration. */
  static String className(String part, String simpleName) {
    return "org.springframework.boot."
        + (THREE ? "autoconfigure." + part : part + ".autoconfigure")
        + "."
        + simpleName;
  }

  /** Returns all automatic configurations of the starter. */
  static Class<?>[] ours() {
    return ImportCandidates.load(AutoConfiguration.class, Generation.class.getClassLoader())
        .getCandidates()
        .stream()
        .filter(name -> name.startsWith("ai.peeker."))
        .map(name -> ClassUtils.resolveClassName(name, null))
        .toArray(Class<?>[]::new);
  }
}
