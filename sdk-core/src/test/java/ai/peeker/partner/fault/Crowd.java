package ai.peeker.partner.fault;

import ai.peeker.partner.PeekerClient;
import ai.peeker.partner.error.CallException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Callers that call every operation, blocking and not, and give some of the calls up. */
final class Crowd {
  static final int CALLERS = 8;

  private static final int GIVEN_UP = 25;

  private final PeekerClient client;
  private final AtomicInteger succeeded = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();
  private final AtomicInteger cancelled = new AtomicInteger();

  Crowd(PeekerClient client) {
    this.client = client;
  }

  int succeeded() {
    return succeeded.get();
  }

  int failed() {
    return failed.get();
  }

  int cancelled() {
    return cancelled.get();
  }

  /** Makes so many calls; fails if one ends in a way that it must not. */
  void call(int calls) throws InterruptedException, ExecutionException {
    ExecutorService callers = Executors.newFixedThreadPool(CALLERS, Crowd::caller);
    try {
      AtomicInteger next = new AtomicInteger();
      List<Future<?>> ends = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        ends.add(callers.submit(() -> callUpTo(calls, next)));
      }
      for (Future<?> end : ends) {
        end.get();
      }
    } finally {
      callers.shutdown();
      callers.awaitTermination(1, TimeUnit.MINUTES); // so that few of its threads are counted
    }
  }

  /** A daemon: it may still be about to end when the pool has ended. */
  private static Thread caller(Runnable task) {
    Thread thread = new Thread(task, "caller");
    thread.setDaemon(true);
    return thread;
  }

  private void callUpTo(int calls, AtomicInteger next) {
    RetryClass[] operations = RetryClass.values();
    for (int i = next.getAndIncrement(); i < calls; i = next.getAndIncrement()) {
      RetryClass operation = operations[i % operations.length];
      try {
        if (i % 2 == 0) {
          operation.call(client, 0);
        } else {
          CompletableFuture<?> call = operation.callAsync(client, 0);
          if (i % GIVEN_UP == 0) {
            call.cancel(true);
          }
          call.join();
        }
        succeeded.incrementAndGet();
      } catch (CancellationException e) {
        cancelled.incrementAndGet();
      } catch (CallException e) {
        failed.incrementAndGet();
      } catch (CompletionException e) {
        if (!(e.getCause() instanceof CallException)) {
          throw e;
        }
        failed.incrementAndGet();
      }
    }
  }
}
