package ai.peeker.partner.internal.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.Dns;
import org.jspecify.annotations.Nullable;

/**
 * Resolves names until an attempt is over. The system's resolver supports neither timeouts nor
 * interrupts, so it runs on another thread, one for each name.
 */
final class DeadlineDns implements Dns {
  private static final ThreadLocal<@Nullable ExchangeGate> CURRENT = new ThreadLocal<>();

  private static final int MAX_ABANDONED = 16;

  private final Dns resolver;
  private final Executor executor;
  private final ConcurrentMap<String, CompletableFuture<List<InetAddress>>> running =
      new ConcurrentHashMap<>();
  private final AtomicInteger abandoned = new AtomicInteger();

  DeadlineDns(Dns resolver, Executor executor) {
    this.resolver = resolver;
    this.executor = executor;
  }

  /**
   * Sets the attempt whose end also ends lookups of this thread.
   *
   * @return the one before, to be set again afterwards; null for none
   */
  static @Nullable ExchangeGate setCurrent(@Nullable ExchangeGate gate) {
    ExchangeGate before = CURRENT.get();
    if (gate == null) {
      CURRENT.remove();
    } else {
      CURRENT.set(gate);
    }
    return before;
  }

  /** Returns an object that does the same and equals no other. */
  Dns newView() {
    return new Dns() {
      @Override
      public List<InetAddress> lookup(String hostname) throws UnknownHostException {
        return DeadlineDns.this.lookup(hostname);
      }
    };
  }

  @Override
  public List<InetAddress> lookup(String hostname) throws UnknownHostException {
    ExchangeGate gate = CURRENT.get();
    if (gate == null) {
      return resolver.lookup(hostname);
    }
    CompletableFuture<List<InetAddress>> addresses =
        running.computeIfAbsent(hostname, this::resolve);
    try {
      Object unused = CompletableFuture.anyOf(addresses, gate.canceled()).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw sneaky(new InterruptedIOException("interrupted while the host name was resolved"));
    } catch (ExecutionException e) {
      throw sneaky(newFailure(e.getCause()));
    }
    if (!addresses.isDone()) {
      abandon(hostname, addresses);
      throw sneaky(new IOException("canceled while the host name was resolved"));
    }
    return addresses.join();
  }

  /** Several calls may wait for one lookup, and OkHttp adds to the exception of each. */
  private static Exception newFailure(@Nullable Throwable cause) {
    Exception failure =
        cause instanceof UnknownHostException
            ? new UnknownHostException(cause.getMessage())
            : cause instanceof IOException
                ? new IOException(cause.getMessage())
                : new IllegalStateException("the Dns of the OkHttpClient failed: " + cause);
    failure.initCause(cause);
    return failure;
  }

  private CompletableFuture<List<InetAddress>> resolve(String hostname) {
    CompletableFuture<List<InetAddress>> addresses = new CompletableFuture<>();
    executor.execute(() -> resolve(hostname, addresses));
    return addresses;
  }

  private void resolve(String hostname, CompletableFuture<List<InetAddress>> addresses) {
    List<InetAddress> found = List.of();
    Throwable failure = null;
    try {
      found = resolver.lookup(hostname);
    } catch (Throwable e) { // of the caller's resolver, too
      failure = e;
    }
    if (!running.remove(hostname, addresses)) { // first: the next lookup is a new one
      abandoned.decrementAndGet();
    }
    if (failure == null) {
      addresses.complete(found);
    } else {
      addresses.completeExceptionally(failure);
    }
  }

  /** Lets the next attempt look up anew, as long as not too many lookups hang. */
  private void abandon(String hostname, CompletableFuture<List<InetAddress>> addresses) {
    if (abandoned.incrementAndGet() > MAX_ABANDONED || !running.remove(hostname, addresses)) {
      abandoned.decrementAndGet();
    }
  }

  /** Throws an exception that the interface does not declare; OkHttp handles any of them. */
  @SuppressWarnings("unchecked") // the type is erased: that is the point
  private static <E extends Throwable> RuntimeException sneaky(Throwable failure) throws E {
    throw (E) failure;
  }
}
