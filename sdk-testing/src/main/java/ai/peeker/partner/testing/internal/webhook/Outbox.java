package ai.peeker.partner.testing.internal.webhook;

import ai.peeker.partner.model.WebhookEventType;
import ai.peeker.partner.testing.internal.account.Account;
import ai.peeker.partner.testing.internal.account.Event;
import ai.peeker.partner.testing.internal.check.Arguments;
import ai.peeker.partner.testing.internal.check.LoopbackUrl;
import ai.peeker.partner.testing.internal.http.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Sends the events of an account: as they are or as scripted, and again while the receiver does not
 * accept them. The state is guarded by the account's lock; attempts run without it.
 */
public final class Outbox implements AutoCloseable {
  private static final int LATEST = 10;
  private static final String NO_URL =
      "no webhook URL is set; call webhooks().sendTo(url) before the event occurs";

  private final Account account;
  private final String secret;
  private final Sender sender = new Sender();
  private final DeliveryLog log = new DeliveryLog();
  private final ShapeScript script = new ShapeScript();
  private final Map<String, OutgoingEvent> events = new LinkedHashMap<>();
  private final Map<String, OutgoingEvent> held = new LinkedHashMap<>();
  private volatile @Nullable URI target;

  /**
   * Creates an outbox that sends the events of an account.
   *
   * @param check checks the type and the body of each, before any scripted change
   */
  public Outbox(
      Account account, String secret, @Nullable URI target, BiConsumer<String, JsonNode> check) {
    this.account = account;
    this.secret = secret;
    this.target = target;
    account.onEvent(
        event -> {
          check.accept(event.type().value(), Draft.json(event));
          add(event);
        });
    account.clock().onStep(sender::awaitIdle);
  }

  public void sendTo(URI url) {
    target = LoopbackUrl.require(url);
  }

  public Optional<URI> target() {
    return Optional.ofNullable(target);
  }

  public String secret() {
    return secret;
  }

  /** Sets the time within which the receiver has to respond. */
  public void responseTimeout(Duration timeout) {
    sender.timeout(timeout);
  }

  /** Waits until the attempts in flight have ended. */
  public void awaitIdle() {
    sender.awaitIdle();
  }

  public List<Attempt> deliveries() {
    return log.all();
  }

  /** Scripts the shape of the next events that match, or of all of them. */
  public ScriptedShape shape(EventMatch match, int numberOfEvents) {
    ScriptedShape entry = new ScriptedShape(account, match, numberOfEvents);
    account.locked(() -> script.add(entry));
    return entry;
  }

  /** Emits an event by hand and returns its id. */
  public String emit(WebhookEventType type, JsonNode data) {
    return account.locked(
        () -> {
          Event event = new Event(account.newId("evt"), type, account.now(), data);
          add(event);
          return event.id();
        });
  }

  private void add(Event event) {
    OutgoingEvent outgoing = new OutgoingEvent(event);
    events.put(event.id(), outgoing);
    shapeAndSend(outgoing);
  }

  /** Sends an event once more, in the shape that is scripted for it, if any. */
  public void redeliver(String eventId) {
    account.locked(() -> shapeAndSend(findForRedelivery(eventId)));
  }

  /** Sends an event once more with another body, signed anew; scripts do not apply. */
  public void redeliver(String eventId, String newBody) {
    account.locked(
        () -> {
          OutgoingEvent outgoing = findForRedelivery(eventId);
          outgoing.shape(Shape.PLAIN.changeBody(body -> newBody));
          send(outgoing, 1);
        });
  }

  private OutgoingEvent findForRedelivery(String eventId) {
    if (target == null) {
      throw new IllegalStateException("Cannot redeliver " + eventId + ": " + NO_URL);
    }
    return find(eventId, events, "occurred");
  }

  /** Returns the ids of the events that wait to be released, the oldest first. */
  public List<String> held() {
    return account.locked(() -> List.copyOf(held.keySet()));
  }

  /** Sends an event that was held. */
  public void release(String eventId) {
    account.locked(
        () -> {
          OutgoingEvent outgoing = find(eventId, held, "is held");
          held.remove(eventId);
          send(outgoing, outgoing.shape().copies());
        });
  }

  private static OutgoingEvent find(
      String eventId, Map<String, OutgoingEvent> among, String state) {
    OutgoingEvent outgoing = among.get(eventId);
    if (outgoing == null) {
      throw new IllegalArgumentException(
          "No event " + eventId + " " + state + " (events: " + among.keySet() + ")");
    }
    return outgoing;
  }

  private void shapeAndSend(OutgoingEvent outgoing) {
    Shape shape = script.take(outgoing.event());
    outgoing.shape(shape);
    if (shape.dropped()) {
      notSent(outgoing, "dropped by the test");
    } else if (shape.held()) {
      held.put(outgoing.event().id(), outgoing);
    } else if (shape.delay().isZero()) {
      send(outgoing, shape.copies());
    } else {
      account.schedule(shape.delay(), () -> send(outgoing, shape.copies()));
    }
  }

  private void send(OutgoingEvent outgoing, int copies) {
    URI url = target;
    if (url == null) {
      notSent(outgoing, NO_URL);
      return;
    }
    try {
      Message message =
          outgoing.shape().message(outgoing.event(), url, account.clock().baseTime(), secret);
      for (int i = 0; i < copies; i++) {
        attempt(outgoing, message);
      }
    } catch (RuntimeException e) { // of the test's own function
      notSent(outgoing, "the scripted change of the body failed: " + e);
    }
  }

  private void attempt(OutgoingEvent outgoing, Message message) {
    int number = outgoing.nextAttempt();
    Instant time = account.now();
    sender.send(
        message,
        outcome -> ended(outgoing, new Attempt(outgoing.event(), number, time, message, outcome)));
  }

  private void ended(OutgoingEvent outgoing, Attempt attempt) {
    account.locked(
        () -> {
          outgoing.ended(attempt.outcome());
          outgoing.nextRetry().ifPresent(delay -> account.schedule(delay, () -> retry(outgoing)));
          log.add(attempt);
        });
  }

  private void retry(OutgoingEvent outgoing) {
    outgoing.retryStarted();
    if (!outgoing.isAccepted()) {
      send(outgoing, 1);
    }
  }

  private void notSent(OutgoingEvent outgoing, String reason) {
    Event event = outgoing.event();
    Message message = new Message(null, Map.of(), Json.write(Draft.json(event)));
    log.add(new Attempt(event, 0, account.now(), message, Outcome.failed(reason)));
  }

  /** Waits for the next attempt that has not been returned yet. */
  public Attempt await(EventMatch match, Duration timeout) throws InterruptedException {
    Arguments.requireNonNull(timeout, "timeout");
    return log.await(match, timeout).orElseThrow(() -> timedOut(match, timeout));
  }

  private IllegalStateException timedOut(EventMatch match, Duration timeout) {
    URI url = target;
    return new IllegalStateException(
        "No webhook ("
            + match
            + ") was delivered within "
            + timeout
            + (url == null ? ": " + NO_URL : " to " + url)
            + ". "
            + summary());
  }

  /** Returns a string for messages: the latest deliveries and the events that wait. */
  public String summary() {
    List<Attempt> all = log.all();
    String latest =
        all.stream()
            .skip(Math.max(0, all.size() - LATEST))
            .map(Attempt::summary)
            .collect(Collectors.joining(", "));
    return "Deliveries: "
        + all.size()
        + (all.isEmpty() ? "" : all.size() > LATEST ? ", the latest: " + latest : ": " + latest)
        + (held().isEmpty() ? "" : "; held: " + held());
  }

  /** Stops sending. Events still queued are discarded. */
  @Override
  public void close() {
    sender.close();
  }
}
