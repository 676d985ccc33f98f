package ai.peeker.partner.testing;

import ai.peeker.partner.model.WebhookEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;

/** Receives and accepts the webhooks of a LocalPeeker. */
final class EventReceiver implements AutoCloseable {
  private final MockWebServer server = new MockWebServer();

  /** Creates a receiver of all webhooks from now on. */
  static EventReceiver of(LocalPeeker peeker) throws IOException {
    EventReceiver receiver = new EventReceiver();
    receiver.server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return new MockResponse.Builder().code(204).build();
          }
        });
    receiver.server.start();
    peeker.webhooks().sendTo(URI.create("http://127.0.0.1:" + receiver.server.getPort() + "/"));
    return receiver;
  }

  /** Returns the next event. */
  JsonNode next() throws InterruptedException {
    RecordedRequest request = server.takeRequest(10, TimeUnit.SECONDS);
    return Fixtures.parse(Objects.requireNonNull(request, "no event").getBody().utf8());
  }

  /** Returns the types of the next events, sorted, because their order is not guaranteed. */
  List<String> nextTypes(int events) throws InterruptedException {
    List<String> types = new ArrayList<>();
    for (int i = 0; i < events; i++) {
      types.add(next().path("type").asText());
    }
    return types.stream().sorted().toList();
  }

  /** Returns the next events in the order of their arrival. */
  List<JsonNode> take(int count) throws InterruptedException {
    List<JsonNode> events = new ArrayList<>();
    while (events.size() < count) {
      events.add(next());
    }
    return events;
  }

  /** Returns the types of the next events in the order of their arrival. */
  List<String> types(int count) throws InterruptedException {
    return take(count).stream().map(event -> event.path("type").asText()).toList();
  }

  /** Reads an event by the SDK's models. */
  static WebhookEvent read(JsonNode event) {
    return WebhookEvent.fromJson(new JsonMapper().convertValue(event, Map.class));
  }

  @Override
  public void close() {
    server.close();
  }
}
