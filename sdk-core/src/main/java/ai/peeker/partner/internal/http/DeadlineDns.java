package ai.peeker.partner.internal.http;

import ai.peeker.partner.internal.time.TimeSource;
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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.Dns;
import org.jspecify.annotations.Nullable;

/**
 * Resolves names within the deadline of an attempt. The system's resolver heeds neither a timeout
 * nor an interrupt, so it runs on a thread of its own, one for each name.
 */
final class DeadlineDns implements Dns {
  private static final ThreadLocal<@Nullable ExchangeGate> CURRENT = new ThreadLocal<>();

  private static final int MAX_ABANDONED = 16;

  private final Dns resolver;
  private final Executor executor;
  private final TimeSource time;
  private final ConcurrentMap<String, CompletableFuture<List<InetAddress>>> running =
      new ConcurrentHashMap<>();
  private final AtomicInteger abandoned = new AtomicInteger();

  DeadlineDns(Dns resolver, Executor executor, TimeSource time) {
    this.resolver = resolver;
    this.executor = executor;
    this.time = time;
  }

  /**
   * Sets the attempt whose deadline holds for lookups of this thread.
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

  @Override
  public List<InetAddress> lookup(String hostname) throws UnknownHostException {
    ExchangeGate gate = CURRENT.get();
    if (gate == null) {
      return resolver.lookup(hostname);
    }
    CompletableFuture<List<InetAddress>> addresses =
        running.computeIfAbsent(hostname, this::resolve);
    try {
      Object unused =
          CompletableFuture.anyOf(addresses, gate.canceled())
              .get(gate.deadline() - time.nanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw sneaky(new InterruptedIOException("interrupted while the host name was resolved"));
    } catch (TimeoutException e) {
      abandon(hostname, addresses);
      throw sneaky(new InterruptedIOException("the host name was not resolved in time"));
    } catch (ExecutionException e) {
      throw sneaky(e.getCause());
    }
    if (!addresses.isDone()) {
      throw sneaky(new IOException("canceled while the host name was resolved"));
    }
    return addresses.join();
  }

  private CompletableFuture<List<InetAddress>> resolve(String hostname) {
    CompletableFuture<List<InetAddress>> addresses = new CompletableFuture<>();
    executor.execute(
        () -> {
          try {
            addresses.complete(resolver.lookup(hostname));
          } catch (Throwable e) { // of the caller's resolver too: whoever waits must hear of it
            addresses.completeExceptionally(e);
          } finally {
            if (!running.remove(hostname, addresses)) {
              abandoned.decrementAndGet();
            }
          }
        });
    return addresses;
  }

  /** Lets the next attempt look up anew, as long as not too many lookups hang. */
  private void abandon(String hostname, CompletableFuture<List<InetAddress>> addresses) {
    if (abandoned.incrementAndGet() > MAX_ABANDONED || !running.remove(hostname, addresses)) {
      abandoned.decrementAndGet();
    }
  }

  /** Throws an exception that the interface does not declare; OkHttp handles any of them. */
  @SuppressWarnings("unchecked") // the type is erased: that is the point
  private static <E extends Throwable> RuntimeException sneaky(@Nullable Throwable failure)
      throws E {
    throw (E) (failure == null ? new IOException("no cause") : failure);
  }
}
