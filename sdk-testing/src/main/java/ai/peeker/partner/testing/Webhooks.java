package ai.peeker.partner.testing;

import ai.peeker.partner.model.WebhookEventType;
import ai.peeker.partner.testing.internal.LocalApi;
import ai.peeker.partner.testing.internal.check.Arguments;
import ai.peeker.partner.testing.internal.http.Json;
import ai.peeker.partner.testing.internal.webhook.EventExamples;
import ai.peeker.partner.testing.internal.webhook.EventMatch;
import ai.peeker.partner.testing.internal.webhook.Outbox;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * The webhooks of a {@link LocalPeeker}: their receiver, the deliveries so far, and the script that
 * changes events.
 *
 * <p>Each change of state is sent immediately, one event after another. The receiver accepts an
 * event by responding with a status from 200 to 299 within 15 seconds. Otherwise it is sent again,
 * up to 5 times in all: after 5 minutes, 30 minutes, 3 hours and 18 hours on {@link LocalClock}.
 * The API documents five times within 24 hours with exponential back-off; the delays are a choice
 * of LocalPeeker. Each attempt has the same event id and its own timestamp and signature.
 *
 * <p>{@link LocalClock#advance} and {@link #deliveries} wait for the attempts in flight.
 *
 * <p>Safe for use by several threads.
 */
public final class Webhooks {
  private final Supplier<LocalApi> api;

  Webhooks(Supplier<LocalApi> api) {
    this.api = api;
  }

  /**
   * Sets the URL that events are sent to. Events before that are in the log as not sent; {@link
   * #redeliver} sends them.
   *
   * @param url an http URL whose host is {@code localhost}, {@code 127.x.x.x} or {@code [::1]}
   * @throws IllegalArgumentException if it is not an http URL of this machine
   */
  public void sendTo(URI url) {
    outbox().sendTo(url);
  }

  /**
   * Returns the secret that webhooks are signed with.
   *
   * @return the secret
   */
  public String secret() {
    return outbox().secret();
  }

  /**
   * Sets the time within which the receiver has to respond, for tests of a receiver that does not.
   *
   * @param timeout the timeout, more than 0; 15 seconds by default
   * @throws IllegalArgumentException if the timeout is not positive
   */
  public void responseTimeout(Duration timeout) {
    if (requireNotNegative(timeout, "timeout").isZero()) {
      throw new IllegalArgumentException("timeout must be more than 0");
    }
    outbox().responseTimeout(timeout);
  }

  /**
   * Sends an event with the data of the contract's example of its type. The state does not change.
   *
   * @param type one of the API's 18 event types, such as {@code order.completed}
   * @return the id of the event
   * @throws IllegalArgumentException if the API does not have the type
   */
  public String send(String type) {
    WebhookEventType known = EventExamples.requireKnown(type);
    return outbox().emit(known, EventExamples.data(known));
  }

  /**
   * Sends an event. The state does not change.
   *
   * @param type as for {@link #send(String)}
   * @param data the data of the event as a JSON object
   * @return the id of the event
   * @throws IllegalArgumentException if the API does not have the type or the data is not an object
   */
  public String send(String type, String data) {
    WebhookEventType known = EventExamples.requireKnown(type);
    JsonNode json = Json.parse(Arguments.requireNonNull(data, "data"));
    if (!json.isObject()) {
      throw new IllegalArgumentException("data must be a JSON object");
    }
    return outbox().emit(known, json);
  }

  /**
   * Sends an event once more, whether it was accepted or not, in the shape scripted for it, if any.
   *
   * @param eventId the id of the event
   * @throws IllegalArgumentException if no event has the id
   * @throws IllegalStateException if no URL is set
   */
  public void redeliver(String eventId) {
    outbox().redeliver(eventId);
  }

  /**
   * Chooses the next events, whatever they are.
   *
   * @param events the number of events, 1 or more
   * @return the script of their shape
   * @throws IllegalArgumentException if the number is out of range
   */
  public EventShape next(int events) {
    return next(events, EventFilter.any());
  }

  /**
   * Chooses the next events that match. An event takes the first script that matches it, in the
   * order scripted.
   *
   * @param events the number of events, 1 or more
   * @param filter the filter
   * @return the script of their shape
   * @throws IllegalArgumentException if the number is out of range
   */
  public EventShape next(int events, EventFilter filter) {
    Arguments.requireAtLeast(events, 1, "events");
    EventMatch match = Arguments.requireNonNull(filter, "filter").match();
    return new EventShape(outbox().shape(match, events));
  }

  /**
   * Chooses all later events that match.
   *
   * @param filter the filter
   * @return the script of their shape
   */
  public EventShape every(EventFilter filter) {
    EventMatch match = Arguments.requireNonNull(filter, "filter").match();
    return new EventShape(outbox().shape(match, Integer.MAX_VALUE));
  }

  /**
   * Returns the events that {@link EventShape#hold} keeps.
   *
   * @return the ids of the events, the oldest first
   */
  public List<String> held() {
    return outbox().held();
  }

  /**
   * Sends an event that {@link EventShape#hold} keeps.
   *
   * @param eventId the id of the event
   * @throws IllegalArgumentException if the event is not held
   */
  public void release(String eventId) {
    outbox().release(eventId);
  }

  /**
   * Returns the deliveries so far, after the attempts in flight have ended.
   *
   * @return a copy, the oldest first: each attempt, successful or not, and the events not sent
   */
  public List<Delivery> deliveries() {
    outbox().awaitIdle();
    return outbox().deliveries().stream().map(Delivery::new).toList();
  }

  /**
   * Waits for the next delivery. Each delivery is returned once.
   *
   * @param timeout the maximum time to wait
   * @return the delivery, successful or not
   * @throws IllegalStateException if the timeout elapses first
   * @throws InterruptedException if the thread is interrupted while waiting
   */
  public Delivery awaitDelivery(Duration timeout) throws InterruptedException {
    return awaitDelivery(EventFilter.any(), timeout);
  }

  /**
   * Waits for the next delivery of an event that matches. Each delivery is returned once.
   *
   * @param filter the filter
   * @param timeout the maximum time to wait
   * @return the delivery, successful or not
   * @throws IllegalStateException if the timeout elapses first
   * @throws InterruptedException if the thread is interrupted while waiting
   */
  public Delivery awaitDelivery(EventFilter filter, Duration timeout) throws InterruptedException {
    EventMatch match = Arguments.requireNonNull(filter, "filter").match();
    return new Delivery(outbox().await(match, timeout));
  }

  static Duration requireNotNegative(Duration value, String name) {
    if (Arguments.requireNonNull(value, name).isNegative()) {
      throw new IllegalArgumentException(
          name + " is out of range: " + value + " (expected 0 or more)");
    }
    return value;
  }

  private Outbox outbox() {
    return api.get().outbox();
  }

  /** Returns a string for logging that does not contain the secret. */
  @Override
  public String toString() {
    return "Webhooks[" + outbox().deliveries().size() + " deliveries]";
  }
}
