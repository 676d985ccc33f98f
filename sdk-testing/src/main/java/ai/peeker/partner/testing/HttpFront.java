package ai.peeker.partner.testing;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.Headers;

/** The HTTP side: the only class, with {@link LocalPeeker}, that knows the web server's types. */
final class HttpFront extends Dispatcher {
  private final Router router;
  private final Script script;
  private final Ids ids;
  private final List<ReceivedRequest> requests = new CopyOnWriteArrayList<>();

  HttpFront(Router router, Script script, Ids ids) {
    this.router = router;
    this.script = script;
    this.ids = ids;
  }

  List<ReceivedRequest> requests() {
    return List.copyOf(requests);
  }

  @Override
  public MockResponse dispatch(RecordedRequest recorded) {
    Headers headers = recorded.getHeaders();
    byte[] body = recorded.getBody() == null ? new byte[0] : recorded.getBody().toByteArray();
    Incoming request =
        new Incoming(
            recorded.getMethod(), recorded.getTarget(), headers.values("Authorization"), body);
    Reply reply = script.play(() -> answer(request));
    String requestId = ids.request();
    requests.add(
        new ReceivedRequest(
            request,
            headers.toMultimap(),
            new String(body, StandardCharsets.UTF_8),
            reply.status(),
            requestId));
    return response(reply, requestId);
  }

  /** A fault in here must not look like a broken network to the client under test. */
  private Reply answer(Incoming request) {
    try {
      return router.answer(request);
    } catch (RuntimeException fault) {
      // By its class only: a message may quote the body.
      return ErrorReply.of(
              500, "internal_error", "LocalPeeker itself failed: " + fault.getClass().getName())
          .reply();
    }
  }

  private static MockResponse response(Reply reply, String requestId) {
    MockResponse.Builder response =
        new MockResponse.Builder()
            .code(reply.status())
            .setHeader("Content-Type", reply.contentType())
            .setHeader("Peeker-Request-Id", requestId)
            .body(reply.body());
    if (reply.lost()) {
      response.onResponseStart(new SocketEffect.CloseSocket());
    }
    return response.build();
  }
}
