package ai.peeker.partner.call;

/** The effect that a failed call may have had on the server. */
public enum Outcome {
  /** No request reached the server. The call can be made again. */
  NOT_SENT,

  /** The server rejected the call and changed nothing. */
  REJECTED,

  /** The server carried the call out, but its response could not be read. */
  APPLIED,

  /**
   * A request was sent and no conclusive response was received: the server may or may not have
   * acted.
   */
  UNKNOWN
}
