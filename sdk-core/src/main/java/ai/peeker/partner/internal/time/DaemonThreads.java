package ai.peeker.partner.internal.time;

import java.util.concurrent.ThreadFactory;

/**
 * Creates daemon threads that carry nothing of the thread that happened to need the first one:
 * neither its inheritable thread-locals nor its context class loader.
 */
public record DaemonThreads(String name) implements ThreadFactory {
  @Override
  public Thread newThread(Runnable task) {
    Thread thread = new Thread(null, task, name, 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(DaemonThreads.class.getClassLoader());
    // an event listener that throws: the call it belongs to has its result
    thread.setUncaughtExceptionHandler((failed, e) -> {});
    return thread;
  }
}
