package ai.peeker.partner.internal.library;

import java.security.CodeSource;
import java.util.function.Supplier;

/** A library that may be missing or too old. */
public final class Library {
  private Library() {}

  /**
   * Uses what old versions lack. A client needs these classes anyway, so this takes no time.
   *
   * @param needed the library and its lowest version
   * @param use uses it
   * @param type a class of the library, whose jar is named
   * @param remedy a sentence
   * @throws LinkageError if the library cannot be used; an exception would be wrapped, as this runs
   *     while classes are initialized
   */
  public static void require(String needed, Runnable use, Supplier<Class<?>> type, String remedy) {
    try {
      use.run();
    } catch (LinkageError e) {
      throw new LinkageError(
          "The SDK needs " + needed + ", but found " + jarOf(type) + ". " + remedy, e);
    }
  }

  /** Returns the name of the jar, which usually contains the version. */
  private static String jarOf(Supplier<Class<?>> type) {
    CodeSource source;
    try {
      source = type.get().getProtectionDomain().getCodeSource();
    } catch (LinkageError e) {
      return "none";
    }
    return source == null ? "an unknown version" : fileName(source.getLocation().getPath());
  }

  private static String fileName(String path) {
    String file = path.replaceAll("!?/$", ""); // of a jar in a jar
    return file.substring(file.lastIndexOf('/') + 1);
  }
}
