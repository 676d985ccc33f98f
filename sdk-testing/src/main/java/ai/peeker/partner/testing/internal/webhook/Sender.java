package ai.peeker.partner.testing.internal.webhook;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends messages one after another, in the order given, on one daemon thread that starts with the
 * first.
 */
final class Sender implements AutoCloseable {
  private static final Duration LONGEST_CLOSE = Duration.ofSeconds(5);
  private static final Outcome CLOSED = Outcome.failed("LocalPeeker was closed");

  private final ThreadPoolExecutor thread =
      new ThreadPoolExecutor(
          1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), Sender::newThread);
  private final Object monitor = new Object();
  private Duration timeout = Duration.ofSeconds(15);
  private int unfinished;
  private boolean closed;
  private @Nullable Socket connection;

  void timeout(Duration duration) {
    synchronized (monitor) {
      timeout = duration;
    }
  }

  /** Sends a message later and then reports the outcome, without a lock. */
  void send(Message message, Consumer<Outcome> whenDone) {
    synchronized (monitor) {
      if (closed) {
        return;
      }
      unfinished++;
      Duration within = timeout;
      thread.execute(() -> sendNow(message, within, whenDone));
    }
  }

  private void sendNow(Message message, Duration within, Consumer<Outcome> whenDone) {
    try {
      Outcome outcome = post(message, within);
      whenDone.accept(isClosed() ? CLOSED : outcome);
    } finally {
      synchronized (monitor) {
        connection = null;
        unfinished--;
        monitor.notifyAll();
      }
    }
  }

  private Outcome post(Message message, Duration within) {
    try {
      return new HttpPost(message, within).send(this::opened);
    } catch (RuntimeException e) { // an attempt that fails here is logged and repeated, too
      return Outcome.failed(e.toString());
    }
  }

  private void opened(Socket socket) {
    synchronized (monitor) {
      connection = socket;
      if (closed) {
        closeConnection();
      }
    }
  }

  private boolean isClosed() {
    synchronized (monitor) {
      return closed;
    }
  }

  /** Waits until all messages given so far have been sent. An interrupt ends the wait. */
  void awaitIdle() {
    synchronized (monitor) {
      try {
        while (unfinished > 0 && !closed) {
          monitor.wait();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Ends the thread and its connection. Messages not sent yet are discarded. */
  @Override
  public void close() {
    synchronized (monitor) {
      closed = true;
      closeConnection();
      monitor.notifyAll();
    }
    thread.shutdownNow();
    try {
      thread.awaitTermination(LONGEST_CLOSE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void closeConnection() {
    if (connection != null) {
      try {
        connection.close();
      } catch (IOException e) {
        return; // it is of no use any more
      }
    }
  }

  private static Thread newThread(Runnable work) {
    Thread thread = new Thread(work, "LocalPeeker webhooks");
    thread.setDaemon(true);
    return thread;
  }
}
