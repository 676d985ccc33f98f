package ai.peeker.partner.internal.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.security.CodeSource;
import java.util.function.Supplier;
import okhttp3.RequestBody;

/** Rejects libraries that are missing or too old before a call fails in the middle. */
final class Libraries {
  private static final String OKHTTP_REMEDY =
      "Declare com.squareup.okhttp3:okhttp-jvm 5.0.0 or newer (with Maven, okhttp 5 is an empty"
          + " jar), and remove older versions.";

  private Libraries() {}

  /**
   * Uses what old versions lack. A client needs these classes anyway, so this takes no time.
   *
   * @throws LinkageError if a library cannot be used; an exception would be wrapped, as this runs
   *     while classes are initialized
   */
  static void check() {
    try {
      RequestBody unused = RequestBody.create(new byte[0], null); // since OkHttp 4
    } catch (LinkageError e) {
      throw unusable(
          "OkHttp 4.12 or newer, with its okio and kotlin-stdlib",
          () -> RequestBody.class,
          OKHTTP_REMEDY,
          e);
    }
    try {
      Object unused = StreamReadFeature.AUTO_CLOSE_SOURCE; // since Jackson 2.10
    } catch (LinkageError e) {
      throw unusable(
          "Jackson 2.15 or newer",
          () -> JsonParser.class,
          "Declare com.fasterxml.jackson.core:jackson-core 2.15.0 or newer.",
          e);
    }
  }

  private static LinkageError unusable(
      String needed, Supplier<Class<?>> type, String remedy, Throwable cause) {
    return new LinkageError(
        "The SDK needs " + needed + ", but found " + jarOf(type) + ". " + remedy, cause);
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
