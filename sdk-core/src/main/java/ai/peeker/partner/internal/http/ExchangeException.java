package ai.peeker.partner.internal.http;

import java.io.IOException;

/** Signals that an exchange ended without a response. */
public final class ExchangeException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Throwable failure;
  private final boolean sent;
  private final boolean processed;
  private final boolean callerCode;

  private ExchangeException(boolean sent, boolean processed, boolean callerCode, Throwable cause) {
    super(cause);
    this.failure = cause;
    this.sent = sent;
    this.processed = processed;
    this.callerCode = callerCode;
  }

  /** Creates the exception for a failure of the network. */
  public static ExchangeException ofNetwork(boolean mayHaveBeenSent, IOException cause) {
    return new ExchangeException(mayHaveBeenSent, mayHaveBeenSent, false, cause);
  }

  /** Creates the exception for code of the caller, such as an interceptor, that failed. */
  public static ExchangeException ofCallerCode(boolean mayHaveBeenSent, Throwable cause) {
    return new ExchangeException(mayHaveBeenSent, mayHaveBeenSent, true, cause);
  }

  /** Creates the exception for a request that the server guarantees not to have processed. */
  public static ExchangeException ofUnprocessed(IOException cause) {
    return new ExchangeException(true, false, false, cause);
  }

  /** Returns whether the server may have seen the request. */
  public boolean mayHaveBeenSent() {
    return sent;
  }

  /** Returns whether the server may have acted on the request. */
  public boolean mayHaveBeenProcessed() {
    return processed;
  }

  /** Returns whether code of the caller failed: sending again would not help. */
  public boolean isCallerCode() {
    return callerCode;
  }

  /** Returns the failure of the network or of the caller's code. */
  public Throwable failure() {
    return failure;
  }
}
