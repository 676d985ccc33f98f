package ai.peeker.partner.spring.autoconfigure;

import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * The threads that handle webhooks. They stop after the web server, which accepts no more, and
 * before everything that handlers use: the shutdown waits for them, as long as {@code
 * spring.lifecycle.timeout-per-shutdown-phase} allows.
 */
final class WebhookExecutor implements Executor, SmartLifecycle {
  /** Web servers stop in the phases from {@code DEFAULT_PHASE - 2048} on. */
  static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 4096;

  private final int maxConcurrent;
  private volatile Threads threads;

  WebhookExecutor(int maxConcurrent) {
    if (maxConcurrent < 1) {
      throw new InvalidPeekerPropertyException(
          "webhook.max-concurrent",
          "it is out of range: " + maxConcurrent + " (expected 1 or more)");
    }
    this.maxConcurrent = maxConcurrent;
    this.threads = new Threads(maxConcurrent);
  }

  @Override
  public void execute(Runnable task) {
    threads.execute(task);
  }

  /** Starts again after a stop. */
  @Override
  public void start() {
    if (threads.isShutdown()) {
      threads = new Threads(maxConcurrent);
    }
  }

  @Override
  public void stop(Runnable callback) {
    threads.onTerminated = callback;
    threads.shutdown();
  }

  @Override
  public void stop() {
    threads.shutdown();
  }

  @Override
  public boolean isRunning() {
    return !threads.isShutdown();
  }

  @Override
  public int getPhase() {
    return PHASE;
  }

  private static final class Threads extends ThreadPoolExecutor {
    private volatile Runnable onTerminated = () -> {};

    Threads(int maxConcurrent) {
      super(0, maxConcurrent, 5, TimeUnit.SECONDS, new SynchronousQueue<>(), daemons());
    }

    private static CustomizableThreadFactory daemons() {
      CustomizableThreadFactory factory = new CustomizableThreadFactory("peeker-webhook-");
      factory.setDaemon(true);
      return factory;
    }

    @Override
    protected void terminated() {
      onTerminated.run();
    }
  }
}
