package ai.peeker.partner.internal.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ProtocolException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.Connection;
import okhttp3.Protocol;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;

/**
 * Decides once per attempt whether its request reaches the wire: it is started, or sealed before
 * that. A second request of the same attempt is rejected, no matter which part of OkHttp sends it.
 * The gate also keeps the result, so that nothing that happens afterwards can change it.
 */
final class ExchangeGate {
  private enum State {
    OPEN,
    STARTED,
    SEALED
  }

  private static final Duration SILENCE = Duration.ofSeconds(1);

  private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);
  private final HttpRequest request;
  private final boolean hasOtherInterceptors;
  private final long latestStart;
  private final CompletableFuture<Void> canceled = new CompletableFuture<>();
  private volatile boolean passedOtherInterceptors;
  private volatile boolean timedOut;
  private volatile long startedAt;
  private volatile @Nullable Connection connection;
  private volatile @Nullable Throwable failure;
  private volatile boolean handlesFailure;
  private volatile @Nullable Response response;
  private volatile byte[] body = {};
  private volatile int status;
  private volatile @Nullable RawResponse result;
  private volatile @Nullable ExchangeException end;

  /**
   * Creates an open gate.
   *
   * @param hasOtherInterceptors whether application interceptors of the caller run before ours: one
   *     that does not pass the request on, or handles our failure, may send it in another way
   * @param now the current time on the monotonic clock
   */
  ExchangeGate(HttpRequest request, boolean hasOtherInterceptors, long now) {
    this.request = request;
    this.hasOtherInterceptors = hasOtherInterceptors;
    this.latestStart = now + request.startWithin().toNanos();
  }

  HttpRequest request() {
    return request;
  }

  /** Returns the time that is left for an attempt that leaves the queue of the dispatcher now. */
  Duration timeout(long now) {
    return Duration.ofNanos(Math.min(request.timeout().toNanos(), latestStart - now));
  }

  void passOtherInterceptors() {
    passedOtherInterceptors = true;
  }

  /** Returns whether the request may go out now; true at most once, and never too late. */
  boolean start(@Nullable Connection over, long now) {
    if (now - latestStart > 0) {
      seal();
    }
    boolean started = state.compareAndSet(State.OPEN, State.STARTED);
    if (started) {
      startedAt = now;
      connection = over;
    }
    return started;
  }

  /** Keeps a request that has not started from ever starting. */
  void seal() {
    state.compareAndSet(State.OPEN, State.SEALED);
  }

  boolean isSealed() {
    return state.get() == State.SEALED;
  }

  /** Returns whether the request may have gone out; if not, it never does. */
  boolean mayHaveBeenSent() {
    seal();
    // an interceptor that handles a failure may send the request in another way
    return state.get() == State.STARTED
        || (hasOtherInterceptors && (!passedOtherInterceptors || handlesFailure));
  }

  void timeOut() {
    timedOut = true;
  }

  void cancel() {
    seal();
    canceled.complete(null);
  }

  /** Returns a future that is completed when the attempt is canceled or its time is over. */
  CompletableFuture<Void> canceled() {
    return canceled;
  }

  @Nullable Connection connection() {
    return connection;
  }

  /**
   * Returns the connection if other attempts may share it and must not use it any more: it brought
   * no response in time, and closing the stream does not tell whether it still works.
   */
  @Nullable Connection spoiledConnection(long now) {
    Connection over = connection;
    if (over == null || over.protocol() == Protocol.HTTP_1_1 || response != null) {
      return null;
    }
    return timedOut || now - startedAt >= SILENCE.toNanos() ? over : null;
  }

  /** Keeps the status, which OkHttp does not get to see. */
  void status(int received) {
    status = received;
  }

  int status() {
    return status;
  }

  /** Records a failure that the caller's interceptors get to see. */
  void failed(Throwable seen) {
    failure = seen;
    handlesFailure = true;
  }

  /** Keeps the response for interceptors that ask for another one. */
  Response responded(Response received, byte[] whole) {
    body = whole;
    response = received;
    return copy(received);
  }

  /**
   * Returns the result of the request that was sent, for an interceptor that sends it again.
   *
   * @return null if no request was sent so far
   */
  @Nullable Response repeated() throws IOException {
    Response first = response;
    if (state.get() != State.STARTED) {
      return null;
    }
    if (first != null) {
      return copy(first);
    }
    throw failure instanceof IOException e ? e : new SecondRequestException();
  }

  private Response copy(Response received) {
    return received
        .newBuilder()
        .body(ResponseBody.create(body, received.body().contentType()))
        .build();
  }

  /** Ends the attempt with a response. */
  void end(RawResponse received) {
    result = received;
  }

  /** Ends the attempt without a response, unless it has ended where its result is known. */
  void end(Throwable thrown) {
    if (result == null && end == null) {
      end = exception(thrown);
    }
  }

  private ExchangeException exception(Throwable thrown) {
    boolean ours = isOurs(thrown);
    handlesFailure = failure != null && !ours; // it is over
    boolean sent = mayHaveBeenSent();
    if (!(thrown instanceof IOException e)) {
      return ExchangeException.ofCallerCode(sent, thrown);
    }
    if (timedOut) {
      InterruptedIOException timeout = new InterruptedIOException("timeout");
      timeout.initCause(e);
      return ExchangeException.ofNetwork(sent, timeout);
    }
    return ours && sent && status == 0 && wasNotProcessed(failure)
        ? ExchangeException.ofUnprocessed(e)
        : ExchangeException.ofNetwork(sent, e);
  }

  /**
   * Returns whether the server guarantees that it did not process the request: the stream was
   * refused, or is above the last one of a GOAWAY (RFC 9113, section 8.7). The types of these
   * exceptions are internal to OkHttp.
   */
  private static boolean wasNotProcessed(@Nullable Throwable failure) {
    return failure != null
        && ("stream was reset: REFUSED_STREAM".equals(failure.getMessage())
            || failure.getClass().getSimpleName().equals("ConnectionShutdownException"));
  }

  /** Returns whether an interceptor of the caller did nothing but pass the failure on. */
  private boolean isOurs(Throwable thrown) {
    if (hasOtherInterceptors) {
      return thrown == failure;
    }
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause == failure) {
        return true;
      }
    }
    return false;
  }

  /** Returns the response, or throws the failure; called after the end. */
  RawResponse result() throws ExchangeException {
    RawResponse received = result;
    if (received == null) {
      throw Objects.requireNonNull(end);
    }
    return received;
  }

  /** Signals that OkHttp or an interceptor wants to send a second request; OkHttp gives up. */
  static final class SecondRequestException extends ProtocolException {
    private static final long serialVersionUID = 1L;

    SecondRequestException() {
      super("a second request of one attempt is not sent");
    }
  }
}
