package ai.peeker.partner.internal.http;

import ai.peeker.partner.internal.library.Library;
import okhttp3.RequestBody;

/** The library that carries calls. */
final class OkHttpLibrary {
  private OkHttpLibrary() {}

  /**
   * Checks that it can be used.
   *
   * @throws LinkageError if it cannot
   */
  static void check() {
    Library.require(
        "OkHttp 4.12 or newer, with its okio and kotlin-stdlib",
        () -> {
          RequestBody unused = RequestBody.create(new byte[0], null); // since OkHttp 4
        },
        () -> RequestBody.class,
        "Declare com.squareup.okhttp3:okhttp-jvm 5.0.0 or newer (with Maven, okhttp 5 is an empty"
            + " jar), and remove older versions.");
  }
}
