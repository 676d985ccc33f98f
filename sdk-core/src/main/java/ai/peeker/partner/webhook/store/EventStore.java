package ai.peeker.partner.webhook.store;

/**
 * Remembers which events were handled, so that each is handled once however often it is delivered.
 * Peeker delivers an event up to five times within 24 hours: what was done is to be remembered for
 * longer than that.
 *
 * <p>{@link MemoryEventStore} serves one process and forgets when it ends; {@link JdbcEventStore}
 * keeps the claim in the transaction of the effect. For another database, implement this interface:
 * {@link #claim} has to be atomic.
 *
 * <pre>{@code
 * EventStore store = MemoryEventStore.create();
 * }</pre>
 *
 * <p>Implementations are safe for use by several threads. What a method throws makes the handler
 * answer that Peeker is to try again.
 */
public interface EventStore {
  /** What a claim found. */
  enum Claim {
    /** Not seen before: the caller is the one to handle it. */
    NEW,
    /** As {@link #NEW}, but a later event on the same subject was handled already. */
    STALE,
    /**
     * Another delivery of it is being handled right now, or what else keeps it from being handled
     * now, such as another event on its subject: it has to be delivered again.
     */
    IN_WORK,
    /** It was handled. */
    DONE
  }

  /** What is done with one delivery. */
  @FunctionalInterface
  interface Work {
    /**
     * Claims the event, handles it and marks it as done.
     *
     * @throws Exception if it is to be delivered again
     */
    void run() throws Exception;
  }

  /**
   * Claims an event, if nobody has. Of several callers at the same time, one gets {@link Claim#NEW}
   * or {@link Claim#STALE}.
   *
   * @param event the event
   * @return what it found
   * @throws Exception if the store does not work
   */
  Claim claim(EventKey event) throws Exception;

  /**
   * Marks a claimed event as handled.
   *
   * @param event the event
   * @throws Exception if the store does not work
   */
  void done(EventKey event) throws Exception;

  /**
   * Gives a claim back, because handling the event failed: its next delivery is to be handled. May
   * come after {@link #done}, if what is {@link #around} the work failed last.
   *
   * @param event the event
   * @throws Exception if the store does not work
   */
  void failed(EventKey event) throws Exception;

  /**
   * Puts around the work what belongs around it, such as a transaction that is committed if the
   * work returns and rolled back if it throws. The default is nothing.
   *
   * @param work calls {@link #claim} and, if it has to, {@link #done}, in this thread
   * @throws Exception what the work threw, or if the transaction cannot be ended
   */
  default void around(Work work) throws Exception {
    work.run();
  }
}
