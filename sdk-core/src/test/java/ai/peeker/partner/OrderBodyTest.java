package ai.peeker.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.peeker.partner.api.ApiCall;
import ai.peeker.partner.api.ApiResponse;
import ai.peeker.partner.call.PendingOrder;
import ai.peeker.partner.contract.CheckedServer;
import ai.peeker.partner.internal.call.OrderTransport;
import ai.peeker.partner.model.OrderSummary;
import ai.peeker.partner.order.Order;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The body of a new order is written once: it is neither parsed again nor copied on its way. */
class OrderBodyTest {
  @RegisterExtension final CheckedServer server = CheckedServer.start();

  /** Keeps the calls in place of sending them. */
  private static final class RecordingTransport implements OrderTransport {
    private final List<ApiCall<?>> calls = new ArrayList<>();

    @Override
    public <T> ApiResponse<T> send(ApiCall<T> call) {
      calls.add(call);
      throw new UnsupportedOperationException("not sent");
    }

    @Override
    public <T> ApiResponse<T> place(ApiCall<T> call, @Nullable PendingOrder resumed) {
      return send(call);
    }

    @Override
    public <T> CompletableFuture<ApiResponse<T>> placeAsync(
        ApiCall<T> call, @Nullable PendingOrder resumed) {
      calls.add(call);
      return new CompletableFuture<>();
    }
  }

  private final RecordingTransport transport = new RecordingTransport();
  private final Orders orders = Clients.orders(transport);

  @Test
  void prepared_resumed_sendsTheModelOfTheOrderItself() {
    Order order = Samples.customOrder();

    CompletableFuture<OrderSummary> unused = orders.resumeAsync(orders.prepare(order));

    assertThat(transport.calls.get(0).body()).isSameAs(order.toRequest());
  }

  @Test
  void created_sendsTheModelOfTheOrderItself() {
    Order order = Samples.customOrder();

    CompletableFuture<OrderSummary> unused = orders.createAsync(order);

    assertThat(transport.calls.get(0).body()).isSameAs(order.toRequest());
  }

  @Test
  void stored_resumed_sendsTheSameBytesAndAnEqualModel() {
    Order order = Samples.customOrder();
    PendingOrder pending = orders.prepare(order);

    CompletableFuture<OrderSummary> unused = Clients.orders(transport).resumeAsync(pending);

    assertThat(transport.calls.get(0).body()).isEqualTo(order.toRequest());
    assertThat(transport.calls.get(0).bodyBytes()).isEqualTo(pending.body());
  }

  @Test
  void create_accepted_throwsNoExceptionOnItsWay(@TempDir Path folder) throws Exception {
    server.answer(200, Samples.page("new_order")).answer(200, Samples.page("new_order"));
    PeekerClient client = Clients.of(server);
    Order order = Samples.customOrder();
    OrderSummary warm = client.orders().create(order); // class loading throws and catches some

    List<String> thrown = new ArrayList<>();
    try (Recording recording = new Recording()) {
      recording.enable("jdk.JavaExceptionThrow").withStackTrace();
      recording.start();
      assertThat(client.orders().create(order)).isEqualTo(warm);
      assertThat(catchThrowable(() -> Orders.parse("{"))).isNotNull(); // which must be recorded
      recording.stop();
      Path file = folder.resolve("create.jfr");
      recording.dump(file);
      for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
        thrown.add(String.valueOf(event.getClass("thrownClass").getName()) + ourFrames(event));
      }
      Files.delete(file);
    }

    assertThat(thrown).anyMatch(exception -> exception.contains("Orders.parse"));
    assertThat(thrown)
        .filteredOn(exception -> exception.contains("ai.peeker.partner."))
        .allMatch(exception -> exception.contains("Orders.parse"));
  }

  private static List<String> ourFrames(RecordedEvent event) {
    return event.getStackTrace() == null
        ? List.of()
        : event.getStackTrace().getFrames().stream()
            .map(RecordedFrame::getMethod)
            .map(method -> method.getType().getName() + "." + method.getName())
            .filter(name -> name.startsWith("ai.peeker.partner.") && !name.contains(".contract."))
            .toList();
  }
}
