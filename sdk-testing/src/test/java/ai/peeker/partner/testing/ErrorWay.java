package ai.peeker.partner.testing;

import java.util.Locale;

/**
 * A way to an error.
 *
 * @param kind what leads to the error
 * @param how the way, as the page tells it
 * @param field the expected {@code error.field}, or empty
 * @param call sends the requests and returns the last response
 */
record ErrorWay(Kind kind, String how, String field, Call call) {

  /** What leads to an error. */
  enum Kind {
    REQUEST,
    STATE,
    CONTROL,
    SCRIPT;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Calls a LocalPeeker over plain HTTP. */
  @FunctionalInterface
  interface Call {
    TestResponse in(Scene scene) throws Exception;
  }

  /** One request. */
  record Request(String method, String path, String body) {
    TestResponse send(Scene scene, String key) throws Exception {
      return scene.client.send(method, path, body, "Bearer " + key);
    }

    TestResponse send(Scene scene) throws Exception {
      return send(scene, scene.peeker.apiKey());
    }
  }
}
