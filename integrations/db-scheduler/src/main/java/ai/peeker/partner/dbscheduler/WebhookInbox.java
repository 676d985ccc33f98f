package ai.peeker.partner.dbscheduler;

import ai.peeker.partner.webhook.VerifiedWebhook;
import ai.peeker.partner.webhook.WebhookHandler;
import ai.peeker.partner.webhook.WebhookResult;
import com.github.kagkarlsson.scheduler.ExecutionTimeAndId;
import com.github.kagkarlsson.scheduler.ScheduledExecution;
import com.github.kagkarlsson.scheduler.ScheduledExecutionsFilter;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.exceptions.DataClassMismatchException;
import com.github.kagkarlsson.scheduler.task.Task;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/**
 * Stores webhooks in db-scheduler's table when they are delivered, and handles them afterwards, on
 * whichever machine is free. So the response does not wait for the handler, and an event survives
 * failures and crashes.
 *
 * <pre>{@code
 * WebhookInbox inbox = WebhookInbox.builder(handler).build();
 * Scheduler scheduler =
 *     Scheduler.create(dataSource, inbox.task()).enableImmediateExecution().build();
 * scheduler.start();
 *
 * int status = inbox.receive(headers, body, scheduler).status(); // of the response to Peeker
 * }</pre>
 *
 * <p>The handler needs a {@link ai.peeker.partner.webhook.store.JdbcEventStore}, which all machines
 * share: it makes sure that each event has its effect once, and that the events of one record are
 * handled one after the other. The id of the event is the instance of the task, so that an event
 * that is delivered again while it waits is stored once.
 *
 * <p>If handling fails, it is repeated with growing delays. After {@link Builder#maxAttempts} the
 * event is <b>parked</b>: it stays in the table until {@link #retry} or {@link #discard}. A process
 * that ends while it handles an event counts as a failed attempt.
 *
 * <p>The table holds the bodies of webhooks, with data of your customers, until they are handled or
 * discarded.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class WebhookInbox {
  private static final Instant ALL_PARKED = InboxTask.PARKED.minus(Duration.ofDays(2)); // any zone
  private static final int PAGE = 100;

  private final WebhookHandler handler;
  private final Task<String> task;
  private final CommittingClients committing = new CommittingClients();

  private WebhookInbox(Builder builder) {
    this.handler = builder.handler;
    InboxRetries retries =
        new InboxRetries(
            builder.maxAttempts,
            builder.firstDelay,
            builder.longestDelay,
            () -> ThreadLocalRandom.current().nextDouble());
    this.task = new InboxTask(handler, retries, builder.parkedListener).named(builder.name);
  }

  /**
   * Creates a builder.
   *
   * @param handler verifies webhooks, and handles them in the threads of the scheduler; not null
   * @return a builder
   * @throws IllegalArgumentException if it is null
   */
  public static Builder builder(WebhookHandler handler) {
    return new Builder(Checks.notNull("handler", handler));
  }

  /**
   * Returns the task that handles events, for {@code Scheduler.create} or {@code
   * SchedulerClient.Builder.create}.
   *
   * @return the task
   */
  public Task<String> task() {
    return task;
  }

  /**
   * Verifies a delivery and stores it. Call this outside of transactions, or commit before the
   * response is sent. If the connections of the client are not in auto-commit mode, it needs {@code
   * commitWhenAutocommitDisabled(true)}.
   *
   * @param headers all headers of the request, by name in any letter case; not null
   * @param body the raw bytes of the body; not null
   * @param client a client that knows {@link #task()}; a {@code Scheduler} is one; not null
   * @return the result, whose {@link WebhookResult#status()} is the status to respond with: 200 if
   *     the event is stored, 400 or 413 if it must not be trusted, 500 if the database failed
   * @throws IllegalArgumentException if an argument is null
   */
  public WebhookResult receive(
      Map<String, ? extends List<String>> headers, byte[] body, SchedulerClient client) {
    Checks.notNull("client", client);
    return handler.receive(headers, body, webhook -> add(webhook, client));
  }

  private boolean add(VerifiedWebhook webhook, SchedulerClient client) {
    committing.require(client, task);
    String id = InstanceIds.of(webhook.id());
    Instant now = Instant.now();
    String data = InboxEntry.received(webhook, now).serialize();
    boolean added = client.scheduleIfNotExists(task.instance(id, data), now);
    if (!added) {
      client
          .getScheduledExecution(task.instanceId(id))
          .map(it -> it.getTaskInstance().getId())
          .filter(known -> !known.equals(id))
          .ifPresent(WebhookInbox::rejectTable);
    }
    return added;
  }

  private static void rejectTable(String known) {
    throw new IllegalStateException(
        "The table of db-scheduler takes "
            + known
            + " for another event, whose id has other letter case. Create it with the schema file"
            + " of this package.");
  }

  /**
   * Returns the parked events, in the order of their ids.
   *
   * @param limit the maximum number, at least 1; each is read with its body
   * @param client a client that knows {@link #task()}; not null
   * @return the events, at most {@code limit}
   * @throws IllegalArgumentException if the client is null, or the limit is less than 1
   */
  public List<ParkedWebhook> parked(int limit, SchedulerClient client) {
    Checks.limit(limit);
    ScheduledExecutionsFilter filter =
        ScheduledExecutionsFilter.all()
            .withPicked(false)
            .after(new ExecutionTimeAndId(ALL_PARKED, ""))
            .limit(limit);
    return Checks.notNull("client", client)
        .getScheduledExecutionsForTask(task.getName(), String.class, filter)
        .stream()
        .map(WebhookInbox::parked)
        .toList();
  }

  private static ParkedWebhook parked(ScheduledExecution<String> execution) {
    String id = execution.getTaskInstance().getId();
    try {
      return ParkedWebhook.of(id, InboxEntry.parse(execution.getData()));
    } catch (ClassCastException | DataClassMismatchException e) {
      throw CommittingClients.withoutTask(execution.getTaskInstance().getTaskName(), e);
    } catch (RuntimeException e) { // also of the serializer
      return ParkedWebhook.unreadable(id);
    }
  }

  /**
   * Lets an event be handled now, with all its attempts again. This works for each event in the
   * inbox, parked or not.
   *
   * @param id the id of the event; not null
   * @param client a client that knows {@link #task()}; not null
   * @return false if the event is not in the inbox, or is being handled
   * @throws IllegalArgumentException if an argument is null
   */
  public boolean retry(String id, SchedulerClient client) {
    String instance = InstanceIds.of(Checks.notNull("id", id));
    return Checks.notNull("client", client)
        .getScheduledExecution(task.instanceId(instance))
        .filter(execution -> retry(execution, client))
        .isPresent();
  }

  private boolean retry(ScheduledExecution<Object> execution, SchedulerClient client) {
    String data;
    try {
      data = InboxEntry.parse((String) execution.getData()).again().serialize();
    } catch (RuntimeException e) { // damaged: it may have been repaired, or will be parked again
      return IdleExecution.change(
          () -> client.reschedule(execution.getTaskInstance(), Instant.now()));
    }
    return IdleExecution.change(
        () -> client.reschedule(execution.getTaskInstance(), Instant.now(), data));
  }

  /**
   * Lets all parked events be handled now, with all their attempts again.
   *
   * @param client a client that knows {@link #task()}; not null
   * @return the number of events
   * @throws IllegalArgumentException if the client is null
   */
  public int retryAll(SchedulerClient client) {
    int retried = 0;
    int page;
    do {
      page = (int) parked(PAGE, client).stream().filter(it -> retry(it.id(), client)).count();
      retried += page;
    } while (page > 0);
    return retried;
  }

  /**
   * Removes an event from the inbox, parked or not. It is not remembered: if Peeker delivers it
   * again, it is stored again.
   *
   * @param id the id of the event; not null
   * @param client a client that knows {@link #task()}; not null
   * @return false if the event is not in the inbox, or is being handled
   * @throws IllegalArgumentException if an argument is null
   */
  public boolean discard(String id, SchedulerClient client) {
    String instance = InstanceIds.of(Checks.notNull("id", id));
    Checks.notNull("client", client);
    return IdleExecution.change(() -> client.cancel(task.instanceId(instance)));
  }

  /** Returns a string for logging: the name of the task. */
  @Override
  public String toString() {
    return "WebhookInbox[" + task.getName() + "]";
  }

  /** Builds a {@link WebhookInbox}. Not safe for use by several threads at once. */
  public static final class Builder {
    private static final int MOST_ATTEMPTS = 1000;
    private static final Duration LONGEST_DELAY = Duration.ofDays(1);

    private final WebhookHandler handler;
    private String name = "peeker-webhook";
    private int maxAttempts = 12;
    private Duration firstDelay = Duration.ofSeconds(5);
    private Duration longestDelay = Duration.ofHours(1);
    private Consumer<ParkedWebhook> parkedListener = parked -> {};

    private Builder(WebhookHandler handler) {
      this.handler = handler;
    }

    /**
     * Sets the name of the task; the default is {@code peeker-webhook}. Use a name for each
     * handler, for instance one for live and one for sandbox.
     *
     * @param name 1 to 100 characters
     * @return this builder
     * @throws IllegalArgumentException if it is null, blank or too long
     */
    public Builder name(String name) {
      this.name = Checks.name("name", name);
      return this;
    }

    /**
     * Sets how often handling an event may fail before it is parked; the default is 12, which takes
     * about two hours with the default delays.
     *
     * @param maxAttempts from 1 to 1000
     * @return this builder
     * @throws IllegalArgumentException if it is out of range
     */
    public Builder maxAttempts(int maxAttempts) {
      if (maxAttempts < 1 || maxAttempts > MOST_ATTEMPTS) {
        throw new IllegalArgumentException(
            "maxAttempts is out of range: " + maxAttempts + " (expected 1 to 1000).");
      }
      this.maxAttempts = maxAttempts;
      return this;
    }

    /**
     * Sets the delays between attempts: the first, which is doubled each time, and the longest. A
     * random part of up to a half is subtracted. The defaults are 5 seconds and one hour.
     *
     * @param first at least one millisecond
     * @param longest at least {@code first}, at most one day
     * @return this builder
     * @throws IllegalArgumentException if one is null or out of range
     */
    public Builder delays(Duration first, Duration longest) {
      Checks.delays(first, longest, LONGEST_DELAY);
      this.firstDelay = first;
      this.longestDelay = longest;
      return this;
    }

    /**
     * Sets the listener that is notified when an event is parked, for instance to alert a person.
     * It may be notified twice of one event.
     *
     * @param listener not null
     * @return this builder
     * @throws IllegalArgumentException if it is null
     */
    public Builder onParked(Consumer<ParkedWebhook> listener) {
      this.parkedListener = Checks.notNull("listener", listener);
      return this;
    }

    /**
     * Builds the inbox.
     *
     * @return the inbox
     */
    public WebhookInbox build() {
      return new WebhookInbox(this);
    }
  }
}
