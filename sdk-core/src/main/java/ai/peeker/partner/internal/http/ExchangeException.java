package ai.peeker.partner.internal.http;

import java.io.IOException;

/** Signals that an exchange ended without a response. */
public final class ExchangeException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Throwable failure;
  private final boolean sent;
  private final boolean callerCode;

  private ExchangeException(boolean sent, boolean callerCode, Throwable cause) {
    super(cause);
    this.failure = cause;
    this.sent = sent;
    this.callerCode = callerCode;
  }

  /** Creates the exception for a failure of the network. */
  public static ExchangeException ofNetwork(boolean mayHaveBeenSent, IOException cause) {
    return new ExchangeException(mayHaveBeenSent, false, cause);
  }

  /** Creates the exception for code of the caller, such as an interceptor, that failed. */
  public static ExchangeException ofCallerCode(boolean mayHaveBeenSent, Throwable cause) {
    return new ExchangeException(mayHaveBeenSent, true, cause);
  }

  /** Returns whether the server may have seen the request. */
  public boolean mayHaveBeenSent() {
    return sent;
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
