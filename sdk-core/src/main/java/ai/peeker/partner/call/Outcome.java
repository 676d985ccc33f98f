package ai.peeker.partner.call;

/** What a failed call may have changed at the server. */
public enum Outcome {
  /** Nothing reached the server: the call may be made again. */
  NOT_SENT,

  /** The server answered that it refuses the call, and did nothing. */
  REJECTED,

  /** The server did what was asked, but its answer could not be read. */
  APPLIED,

  /**
   * The request went out and no conclusive answer came back: the server may or may not have acted.
   */
  UNKNOWN
}
