package ai.peeker.partner.testing.internal.server;

import ai.peeker.partner.testing.internal.fault.Connection;
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
  private final Connection connection;

  /**
   * Creates a dispatcher.
   *
   * @param backend returns the backend at the time of a request
   * @param detour responds to requests that are not of the API: without faults and records
   * @param connection the connection that the calling thread serves
   */
  PeekerDispatcher(
      Supplier<LocalBackend> backend,
      Function<LocalRequest, Optional<LocalResponse>> detour,
      Connection connection) {
    this.backend = backend;
    this.detour = detour;
    this.connection = connection;
  }

  @Override
  public MockResponse dispatch(RecordedRequest recorded) throws InterruptedException {
    byte[] body = recorded.getBody() == null ? new byte[0] : recorded.getBody().toByteArray();
    LocalRequest request =
        LocalRequest.of(
            recorded.getMethod(), recorded.getTarget(), recorded.getHeaders().toMultimap(), body);
    Optional<LocalResponse> other = detour.apply(request);
    return other.isPresent() ? builder(other.get()).build() : call(request);
  }

  private MockResponse call(LocalRequest request) throws InterruptedException {
    LocalBackend current = backend.get();
    Instant received = current.account().now();
    String requestId = current.newRequestId();
    Fault fault = current.faults().next(request);
    LocalResponse response = fault.respond(() -> current.handler().handle(request));
    current.log().add(new Exchange(request, response, requestId, received, fault.name()));
    MockResponse.Builder builder = builder(response).setHeader("Peeker-Request-Id", requestId);
    return fault.send(builder, connection).build();
  }

  private static MockResponse.Builder builder(LocalResponse response) {
    MockResponse.Builder builder =
        new MockResponse.Builder().code(response.status()).body(response.body());
    response.headers().forEach(builder::setHeader);
    return builder;
  }
}
