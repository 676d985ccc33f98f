package ai.peeker.partner.dbscheduler;

import ai.peeker.partner.PeekerClient;
import ai.peeker.partner.call.PendingOrder;
import ai.peeker.partner.call.PendingOrderCipher;
import ai.peeker.partner.dbscheduler.ScheduledOrder.State;
import ai.peeker.partner.order.Order;
import com.github.kagkarlsson.scheduler.ExecutionTimeAndId;
import com.github.kagkarlsson.scheduler.ScheduledExecution;
import com.github.kagkarlsson.scheduler.ScheduledExecutionsFilter;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.jdbc.AutodetectJdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.JdbcCustomization;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Schedules orders in the transaction of your own rows, in db-scheduler's table, and places them
 * afterwards, on whichever machine is free. An order is scheduled if and only if the transaction
 * commits; it is placed once, even if processes die; and its result is reported to an {@link
 * OrderListener}.
 *
 * <pre>{@code
 * OrderOutbox outbox = OrderOutbox.builder(client, cipher, listener).build();
 * Scheduler scheduler =
 *     Scheduler.create(dataSource, outbox.task()).enableImmediateExecution().build();
 * scheduler.start(); // on each machine
 *
 * connection.setAutoCommit(false);
 * insertPurchase(connection, "purchase-4711");
 * outbox.schedule("purchase-4711", order, connection);
 * connection.commit();
 * }</pre>
 *
 * <p>The id is the instance of the task: while an order is in the table, no other one with its id
 * is scheduled. After it was reported, it is not remembered. So let the id be the key of the row
 * that the same transaction inserts or changes.
 *
 * <p>Each step of an order is stored before the next one, with the version of its row, so that two
 * processes that work on it, because one of them was taken for dead, store one result. If a process
 * dies while it sends an order, another one sends the same bytes again, which places the order
 * once; but if these are rejected, it remains open whether an earlier request placed it, until it
 * expires.
 *
 * <p>The table holds the order encrypted, because it contains the login password.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class OrderOutbox {
  private static final int PAGE = 100;

  private final PeekerClient client;
  private final PendingOrderCipher cipher;
  private final Function<DataSource, SchedulerClient> schedulerClients;
  private final Task<String> task;
  private final CommittingClients committing = new CommittingClients();

  private OrderOutbox(Builder builder) {
    this.client = builder.client;
    this.cipher = builder.cipher;
    this.schedulerClients = builder.schedulerClients;
    OrderSender sender =
        new OrderSender(client, cipher, builder.listener, builder.firstDelay, builder.longestDelay);
    this.task =
        Tasks.custom(builder.name, String.class)
            .onFailure(sender::onFailure)
            .onDeadExecutionRevive()
            .execute(sender::execute);
  }

  /**
   * Creates a builder.
   *
   * @param client places the orders; its {@code timeout} bounds how long a scheduler waits for an
   *     order when it stops; not null
   * @param cipher encrypts the orders in the table; the same on all machines; not null
   * @param listener is notified of the results; not null
   * @return a new builder
   * @throws IllegalArgumentException if an argument is null
   */
  public static Builder builder(
      PeekerClient client, PendingOrderCipher cipher, OrderListener listener) {
    return new Builder(
        Checks.notNull("client", client),
        Checks.notNull("cipher", cipher),
        Checks.notNull("listener", listener));
  }

  /**
   * Returns the task to create a scheduler with. Each scheduler that uses the table must know it:
   * db-scheduler deletes the rows of tasks that a scheduler has not known for 14 days.
   *
   * @return the task
   */
  public Task<String> task() {
    return task;
  }

  /**
   * Schedules an order in the transaction of a connection, which this method neither commits nor
   * closes.
   *
   * @param id identifies the order, such as the key of your row; 1 to 100 characters
   * @param order the order; not null
   * @param connection a connection without auto-commit; not null
   * @return false if an order with this id is scheduled already, which then stays as it is
   * @throws IllegalArgumentException if an argument is null, blank or too long
   * @throws IllegalStateException if the connection is in auto-commit mode, or the database takes
   *     another id for the same
   * @throws SQLException if the connection is closed
   * @throws ai.peeker.partner.error.CallException if the order is invalid
   * @throws RuntimeException if the statement fails, for instance because another transaction has
   *     just scheduled an order with the id; roll the transaction back
   */
  public boolean schedule(String id, Order order, Connection connection) throws SQLException {
    if (Checks.notNull("connection", connection).getAutoCommit()) {
      throw new IllegalStateException(
          "The connection is in auto-commit mode, so the order would not be part of a transaction."
              + " Call setAutoCommit(false), or pass a SchedulerClient whose DataSource takes part in"
              + " your transaction.");
    }
    return add(id, order, schedulerClients.apply(JoinedTransaction.of(connection)));
  }

  /**
   * Schedules an order with a client of db-scheduler. It is part of a transaction if the client's
   * {@code DataSource} returns the connection of the transaction, such as Spring's {@code
   * TransactionAwareDataSourceProxy}.
   *
   * @param id identifies the order, such as the key of your row; 1 to 100 characters
   * @param order the order; not null
   * @param scheduler the scheduler or another client; not null
   * @return false if an order with this id is scheduled already, which then stays as it is
   * @throws IllegalArgumentException if an argument is null, blank or too long
   * @throws IllegalStateException if the client neither commits nor takes part in a transaction, or
   *     if the database takes another id for the same
   * @throws ai.peeker.partner.error.CallException if the order is invalid
   * @throws RuntimeException if the statement fails, for instance because another transaction has
   *     just scheduled an order with the id; roll the transaction back
   */
  public boolean schedule(String id, Order order, SchedulerClient scheduler) {
    committing.require(Checks.notNull("scheduler", scheduler), task);
    return add(id, order, scheduler);
  }

  private boolean add(String id, Order order, SchedulerClient scheduler) {
    TaskInstanceId instance = instance(id);
    PendingOrder queued = client.orders().prepareForQueue(order);
    String data = StoredOrder.of(State.QUEUED, cipher.encrypt(queued, id)).serialize();
    if (scheduler.scheduleIfNotExists(task.schedulableInstance(id, data))) {
      return true;
    }
    scheduler.getScheduledExecution(instance).ifPresent(it -> requireSame(id, it));
    return false;
  }

  private TaskInstanceId instance(String id) {
    return task.instanceId(Checks.name("id", id));
  }

  private static void requireSame(String id, ScheduledExecution<?> found) {
    String other = found.getTaskInstance().getId();
    if (!other.equals(id)) {
      throw new IllegalStateException(
          "The database takes \""
              + id
              + "\" for \""
              + other
              + "\", so the order is not scheduled. Give the column task_instance a binary"
              + " collation, as in this module's schema.");
    }
  }

  /**
   * Returns an order.
   *
   * @param id the id that it was scheduled with
   * @param scheduler the scheduler, or another client that knows {@link #task()}; not null
   * @return empty if it is not in the table: it was never scheduled, or its result was reported
   * @throws IllegalArgumentException if an argument is null, blank or too long
   */
  public Optional<ScheduledOrder> find(String id, SchedulerClient scheduler) {
    TaskInstanceId instance = instance(id);
    return Checks.notNull("scheduler", scheduler)
        .getScheduledExecution(instance)
        .map(ScheduledOrder::of);
  }

  /**
   * Returns orders that were tried in vain, those first that are tried again first. This reads the
   * whole table.
   *
   * @param limit the largest number of orders; at least 1
   * @param scheduler the scheduler, or another client that knows {@link #task()}; not null
   * @return the orders, without those that are being worked on
   * @throws IllegalArgumentException if the client is null, or the limit is less than 1
   */
  public List<ScheduledOrder> failing(int limit, SchedulerClient scheduler) {
    Checks.limit(limit);
    Checks.notNull("scheduler", scheduler);
    List<ScheduledOrder> failing = new ArrayList<>();
    ScheduledExecutionsFilter filter =
        ScheduledExecutionsFilter.all().withPicked(false).limit(PAGE);
    List<ScheduledOrder> page;
    do {
      page =
          scheduler.getScheduledExecutionsForTask(task.getName(), String.class, filter).stream()
              .map(ScheduledOrder::of)
              .toList();
      page.stream().filter(order -> order.failure().isPresent()).forEach(failing::add);
      if (!page.isEmpty()) {
        ScheduledOrder last = page.get(page.size() - 1);
        filter.after(new ExecutionTimeAndId(last.nextAttempt(), last.id()));
      }
    } while (page.size() == PAGE && failing.size() < limit);
    return List.copyOf(failing.subList(0, Math.min(limit, failing.size())));
  }

  /**
   * Lets an order be tried now, for instance after its reason was removed.
   *
   * @param id the id that it was scheduled with
   * @param scheduler the scheduler, or another client; not null
   * @return false if it is not in the table, or is being worked on
   * @throws IllegalArgumentException if an argument is null, blank or too long
   */
  public boolean retry(String id, SchedulerClient scheduler) {
    TaskInstanceId instance = instance(id);
    Checks.notNull("scheduler", scheduler);
    return IdleExecution.change(() -> scheduler.reschedule(instance, Instant.now()));
  }

  /**
   * Removes an order, whose result is then not reported. One that is {@link State#OPEN} may be
   * placed.
   *
   * @param id the id that it was scheduled with
   * @param scheduler the scheduler, or another client; not null
   * @return false if it is not in the table, or is being worked on
   * @throws IllegalArgumentException if an argument is null, blank or too long
   */
  public boolean discard(String id, SchedulerClient scheduler) {
    TaskInstanceId instance = instance(id);
    Checks.notNull("scheduler", scheduler);
    return IdleExecution.change(() -> scheduler.cancel(instance));
  }

  /** Returns a string for logging: the name of the task. */
  @Override
  public String toString() {
    return "OrderOutbox[" + task.getName() + "]";
  }

  /** Builds an {@link OrderOutbox}. Not safe for use by several threads at once. */
  public static final class Builder {
    private static final Duration LONGEST_DELAY = Duration.ofHours(1);

    private final PeekerClient client;
    private final PendingOrderCipher cipher;
    private final OrderListener listener;
    private String name = "peeker-order";
    private Duration firstDelay = Duration.ofSeconds(5);
    private Duration longestDelay = Duration.ofMinutes(10);
    private Function<DataSource, SchedulerClient> schedulerClients = defaultClients();

    private Builder(PeekerClient client, PendingOrderCipher cipher, OrderListener listener) {
      this.client = client;
      this.cipher = cipher;
      this.listener = listener;
    }

    private static Function<DataSource, SchedulerClient> defaultClients() {
      AtomicReference<@Nullable JdbcCustomization> detected = new AtomicReference<>();
      return dataSource -> {
        JdbcCustomization known = detected.get();
        JdbcCustomization used =
            known == null ? new AutodetectJdbcCustomization(dataSource) : known;
        detected.set(used); // once, because it logs the database
        return SchedulerClient.Builder.create(dataSource).jdbcCustomization(used).build();
      };
    }

    /**
     * Sets the name of the task; the default is {@code peeker-order}. Use a name for each account,
     * for instance one for live and one for sandbox.
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
     * Sets the delays after attempts in vain: the first, which is doubled each time, and the
     * longest. The server's delay applies if it is longer. The defaults are 5 seconds and 10
     * minutes.
     *
     * @param first at least one millisecond
     * @param longest at least {@code first}, at most one hour
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
     * Sets how {@link OrderOutbox#schedule(String, Order, Connection)} creates a client of
     * db-scheduler. Needed if the scheduler has another serializer, table or time zone of times
     * than the default:
     *
     * <pre>{@code
     * builder.schedulerClients(
     *     dataSource -> SchedulerClient.Builder.create(dataSource).tableName("orders").build());
     * }</pre>
     *
     * @param schedulerClients returns a client that uses the {@code DataSource}; not null
     * @return this builder
     * @throws IllegalArgumentException if it is null
     */
    public Builder schedulerClients(Function<DataSource, SchedulerClient> schedulerClients) {
      this.schedulerClients = Checks.notNull("schedulerClients", schedulerClients);
      return this;
    }

    /**
     * Builds the outbox.
     *
     * @return the outbox
     */
    public OrderOutbox build() {
      return new OrderOutbox(this);
    }
  }
}
