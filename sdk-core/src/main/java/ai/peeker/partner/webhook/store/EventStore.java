package ai.peeker.partner.webhook.store;

/**
 * Remembers handled events, so that each is handled once however often it is delivered. Peeker
 * delivers an event up to five times within 24 hours: keep handled events for longer than that.
 *
 * <p>{@link MemoryEventStore} serves one process and forgets when it ends; {@link JdbcEventStore}
 * keeps the claim in the transaction of the effect. For another database, implement this interface
 * with an atomic {@link #claim}.
 *
 * <pre>{@code
 * EventStore store = MemoryEventStore.create();
 * }</pre>
 *
 * <p>Implementations are safe for use by several threads. If a method throws, the event is not
 * handled and Peeker delivers it again.
 */
public interface EventStore {
  /** The result of a claim. */
  enum Claim {
    /** The event was not handled before: the caller handles it. */
    NEW,
    /** Like {@link #NEW}, but a later event on the same subject was already handled. */
    STALE,
    /**
     * The event cannot be handled now, for instance because another delivery of it is being
     * handled: Peeker has to deliver it again.
     */
    IN_PROGRESS,
    /** The event was already handled. */
    HANDLED
  }

  /** The work for one delivery. */
  @FunctionalInterface
  interface Work {
    /**
     * Claims the event, handles it and marks it as handled.
     *
     * @throws Exception if the event is to be delivered again
     */
    void run() throws Exception;
  }

  /**
   * Claims an event. Of several concurrent callers, one gets {@link Claim#NEW} or {@link
   * Claim#STALE}.
   *
   * @param event the event
   * @return the result of the claim
   * @throws Exception if the store fails
   */
  Claim claim(EventKey event) throws Exception;

  /**
   * Marks a claimed event as handled.
   *
   * @param event the event
   * @throws Exception if the store fails
   */
  void markHandled(EventKey event) throws Exception;

  /**
   * Releases a claim after handling failed, so that the next delivery is handled. May follow {@link
   * #markHandled} if the transaction failed to commit.
   *
   * @param event the event
   * @throws Exception if the store fails
   */
  void release(EventKey event) throws Exception;

  /**
   * Runs the work in a transaction, if the store has one. The transaction is committed if the work
   * returns, and rolled back if it throws. The default runs the work without a transaction.
   *
   * @param work calls {@link #claim} and, if it handles the event, {@link #markHandled}, in this
   *     thread
   * @throws Exception if the work throws, or if the transaction cannot be committed
   */
  default void inTransaction(Work work) throws Exception {
    work.run();
  }
}
