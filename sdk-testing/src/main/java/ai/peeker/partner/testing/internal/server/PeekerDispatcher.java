package ai.peeker.partner.testing.internal.server;

import ai.peeker.partner.testing.internal.fault.Fault;
import ai.peeker.partner.testing.internal.http.LocalRequest;
import ai.peeker.partner.testing.internal.http.LocalResponse;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;

/** Converts between the types of the web server and ours, applies faults and records requests. */
final class PeekerDispatcher extends Dispatcher {
  private final Supplier<LocalBackend> backend;
  private final Function<LocalRequest, Optional<LocalResponse>> detour;
  private final LocalServer server;

  /**
   * Creates a dispatcher.
   *
   * @param backend returns the backend at the time of a request
   * @param detour responds to requests that are not of the API: without faults and records
   * @param server the web server, which knows the connection that the calling thread serves
   */
  PeekerDispatcher(
      Supplier<LocalBackend> backend,
      Function<LocalRequest, Optional<LocalResponse>> detour,
      LocalServer server) {
    this.backend = backend;
    this.detour = detour;
    this.server = server;
  }

  @Override
  public MockResponse dispatch(RecordedRequest recorded) throws InterruptedException {
    server.forgetRequest();
    byte[] body = recorded.getBody() == null ? new byte[0] : recorded.getBody().toByteArray();
    LocalRequest request =
        LocalRequest.of(
            recorded.getMethod(), recorded.getTarget(), recorded.getHeaders().toMultimap(), body);
    MockResponse response = respond(request);
    // A body after the response to HEAD would be read as the beginning of the next response.
    return request.method().equals("HEAD") ? response.newBuilder().body("").build() : response;
  }

  /**
   * Responds whatever happens: after an exception here, the web server keeps the caller waiting.
   */
  private MockResponse respond(LocalRequest request) throws InterruptedException {
    try {
      Optional<LocalResponse> other = detour.apply(request);
      return other.isPresent() ? builder(other.get()).build() : call(request);
    } catch (RuntimeException | Error bug) { // for instance of the condition of a scripted fault
      return builder(backend.get().handler().fail(request, bug)).build();
    }
  }

  private MockResponse call(LocalRequest request) throws InterruptedException {
    LocalBackend current = backend.get();
    Instant received = current.account().now();
    String requestId = current.newRequestId();
    Fault fault = current.faults().next(request);
    LocalResponse response = fault.respond(() -> current.handler().handle(request));
    current.log().add(new Exchange(request, response, requestId, received, fault.name()));
    MockResponse.Builder builder = builder(response).setHeader("Peeker-Request-Id", requestId);
    return fault.send(builder, server).build();
  }

  private static MockResponse.Builder builder(LocalResponse response) {
    MockResponse.Builder builder =
        new MockResponse.Builder().code(response.status()).body(response.body());
    response.headers().forEach(builder::setHeader);
    return builder;
  }
}
