package ai.peeker.partner.testing.internal.fault;

import ai.peeker.partner.testing.internal.check.Durations;
import ai.peeker.partner.testing.internal.http.ErrorResponse;
import ai.peeker.partner.testing.internal.http.LocalResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;

/** A fault of one request: another response than the handler's, or another way to send it. */
public final class Fault {
  /** The absence of a fault. */
  static final Fault NONE = sending("", Fault::unchanged);

  private final String name;
  private final Function<Supplier<LocalResponse>, LocalResponse> response;
  private final Transport transport;

  private Fault(
      String name, Function<Supplier<LocalResponse>, LocalResponse> response, Transport transport) {
    this.name = name;
    this.response = response;
    this.transport = transport;
  }

  /** Changes the way in which a response is sent. */
  @FunctionalInterface
  private interface Transport {
    MockResponse.Builder send(MockResponse.Builder response, Connection connection)
        throws InterruptedException;
  }

  private static Fault sending(String name, Transport transport) {
    return new Fault(name, Supplier::get, transport);
  }

  /** Responds without handling the request. */
  public static Fault responding(LocalResponse response) {
    return new Fault("response " + response.status(), handler -> response, Fault::unchanged);
  }

  /** Handles the request and closes the connection without a response. */
  public static Fault droppingResponse() {
    return sending("dropped response", (response, connection) -> closing(response));
  }

  /** Resets the connection without handling the request. */
  public static Fault resettingConnection() {
    return new Fault(
        "reset",
        handler -> LocalResponse.of(500, "text/plain", ""),
        (response, connection) -> {
          connection.resetOnClose();
          return closing(response);
        });
  }

  /** Handles the request and waits before the response. */
  public static Fault delaying(Duration delay) {
    return sending(
        "delay",
        (response, connection) -> {
          connection.pause(delay);
          return response;
        });
  }

  /** Handles the request and sends the body byte by byte. */
  public static Fault dripping(Duration pause) {
    return sending(
        "drip",
        (response, connection) ->
            response.throttleBody(1, Durations.nanos(pause), TimeUnit.NANOSECONDS));
  }

  /** Handles the request, sends the status and the headers, and closes the connection. */
  public static Fault cuttingBody() {
    return sending(
        "headers only",
        (response, connection) -> {
          MockResponse complete = response.build();
          String length = complete.getHeaders().get("Content-Length");
          return response
              .body("")
              .setHeader("Content-Length", length == null ? "1" : length)
              .onResponseEnd(new SocketEffect.CloseSocket());
        });
  }

  /** Returns faults that a client recovers from without waiting. */
  public static List<Fault> forSoakTests() {
    return List.of(
        resettingConnection(),
        droppingResponse(),
        responding(ErrorResponse.rateLimited(Duration.ZERO).toResponse()),
        responding(ErrorResponse.ofStatus(500).toResponse()),
        responding(LocalResponse.of(503, "text/plain", "")),
        responding(LocalResponse.of(200, "application/json", "{\"data\":")));
  }

  private static MockResponse.Builder unchanged(
      MockResponse.Builder response, Connection connection) {
    return response;
  }

  private static MockResponse.Builder closing(MockResponse.Builder response) {
    return response.onResponseStart(new SocketEffect.CloseSocket());
  }

  /** Returns a short name for people; empty without a fault. */
  public String name() {
    return name;
  }

  /** Returns the response to a request. */
  public LocalResponse respond(Supplier<LocalResponse> handler) {
    return response.apply(handler);
  }

  /** Changes the way in which the response is sent. */
  public MockResponse.Builder send(MockResponse.Builder builder, Connection connection)
      throws InterruptedException {
    return transport.send(builder, connection);
  }
}
