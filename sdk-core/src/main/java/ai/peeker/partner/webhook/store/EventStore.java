package ai.peeker.partner.webhook.store;

import java.util.Optional;

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
    /** Like {@link #NEW}, but an event that supersedes it was already handled. */
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
   * Returns the event that {@linkplain EventKey#supersedes supersedes} a claimed one. The default
   * returns none, for stores that keep no more than its time.
   *
   * @param event an event whose claim is {@link Claim#STALE}
   * @return the handled event, if it is known
   * @throws Exception if the store fails
   */
  default Optional<EventKey> laterEvent(EventKey event) throws Exception {
    return Optional.empty();
  }

  /**
   * Marks a claimed event as handled. From then on it makes others stale, if it has a subject.
   *
   * @param event the event; {@linkplain EventKey#withoutSubject without its subject} if no handler
   *     is registered for it
   * @throws Exception if the store fails
   */
  void markHandled(EventKey event) throws Exception;

  /**
   * Releases a claim after handling failed, so that the next delivery is handled. May follow {@link
   * #markHandled} if the transaction failed to commit. Called in the thread that claimed the event.
   * An event that another thread has handled in the meantime stays handled.
   *
   * @param event the event
   * @throws Exception if the store fails
   */
  void release(EventKey event) throws Exception;

  /**
   * Runs the work in a transaction, if the store has one. The transaction is committed if the work
   * returns, and rolled back if it throws. A store may then run the work again, if the database
   * asks for that. The default runs the work once, without a transaction.
   *
   * @param work calls {@link #claim} and, if it handles the event, {@link #markHandled}, in this
   *     thread
   * @throws Exception if the work throws, or if the transaction cannot be committed
   */
  default void inTransaction(Work work) throws Exception {
    work.run();
  }
}
