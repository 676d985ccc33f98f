package ai.peeker.partner.testing.internal.fault;

import ai.peeker.partner.testing.internal.http.LocalResponse;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;

/** A fault of one request: another response than the handler's, or another way to send it. */
public final class Fault {
  /** The absence of a fault. */
  static final Fault NONE = new Fault(Supplier::get, response -> response);

  private final Function<Supplier<LocalResponse>, LocalResponse> response;
  private final UnaryOperator<MockResponse.Builder> transport;

  private Fault(
      Function<Supplier<LocalResponse>, LocalResponse> response,
      UnaryOperator<MockResponse.Builder> transport) {
    this.response = response;
    this.transport = transport;
  }

  /** Creates a fault that responds without handling the request. */
  public static Fault responding(LocalResponse response) {
    return new Fault(handler -> response, builder -> builder);
  }

  /** Creates a fault that handles the request and sends the response in another way. */
  public static Fault sending(UnaryOperator<MockResponse.Builder> transport) {
    return new Fault(Supplier::get, transport);
  }

  /** Creates a fault that handles the request and closes the connection without a response. */
  public static Fault dropping() {
    return sending(builder -> builder.onResponseStart(new SocketEffect.CloseSocket()));
  }

  /** Returns the response to a request. */
  public LocalResponse respond(Supplier<LocalResponse> handler) {
    return response.apply(handler);
  }

  /** Changes the way in which the response is sent. */
  public MockResponse.Builder send(MockResponse.Builder builder) {
    return transport.apply(builder);
  }
}
