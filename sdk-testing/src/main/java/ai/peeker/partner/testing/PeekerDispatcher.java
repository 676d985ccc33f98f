package ai.peeker.partner.testing;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.Headers;

/** Converts between the web server's types and this package's, and records each request. */
final class PeekerDispatcher extends Dispatcher {
  private final Router router;
  private final ResponseQueue scripted;
  private final IdGenerator ids;
  private final List<ReceivedRequest> requests = new CopyOnWriteArrayList<>();

  PeekerDispatcher(Router router, ResponseQueue scripted, IdGenerator ids) {
    this.router = router;
    this.scripted = scripted;
    this.ids = ids;
  }

  List<ReceivedRequest> requests() {
    return List.copyOf(requests);
  }

  @Override
  public MockResponse dispatch(RecordedRequest recorded) {
    Headers headers = recorded.getHeaders();
    byte[] body = recorded.getBody() == null ? new byte[0] : recorded.getBody().toByteArray();
    LocalRequest request =
        new LocalRequest(
            recorded.getMethod(), recorded.getTarget(), headers.values("Authorization"), body);
    LocalResponse response = scripted.respond(() -> handle(request));
    String requestId = ids.nextRequestId();
    requests.add(
        new ReceivedRequest(
            request,
            headers.toMultimap(),
            new String(body, StandardCharsets.UTF_8),
            response.status(),
            requestId));
    return toMockResponse(response, requestId);
  }

  /** Handles the request. A bug here must not look like a network failure to the client. */
  private LocalResponse handle(LocalRequest request) {
    try {
      return router.handle(request);
    } catch (RuntimeException bug) {
      // The class only: a message may quote the body.
      return ErrorResponse.of(
              500, "internal_error", "LocalPeeker itself failed: " + bug.getClass().getName())
          .toResponse();
    }
  }

  private static MockResponse toMockResponse(LocalResponse response, String requestId) {
    MockResponse.Builder builder =
        new MockResponse.Builder()
            .code(response.status())
            .setHeader("Content-Type", response.contentType())
            .setHeader("Peeker-Request-Id", requestId)
            .body(response.body());
    if (response.dropped()) {
      builder.onResponseStart(new SocketEffect.CloseSocket());
    }
    return builder.build();
  }
}
