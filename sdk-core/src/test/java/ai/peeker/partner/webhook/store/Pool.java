package ai.peeker.partner.webhook.store;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** A pool as applications have it: it drops connections that were killed, and has a limit. */
public final class Pool implements AutoCloseable {
  private static final int CONNECTIONS = 40;
  private static final int VALIDATION_SECONDS = 5;

  private final String url;
  private final Deque<Connection> idle = new ConcurrentLinkedDeque<>();
  private final Semaphore permits = new Semaphore(CONNECTIONS);
  private final AtomicInteger inUse = new AtomicInteger();

  public Pool(String url) {
    this.url = url;
  }

  public DataSource dataSource() {
    return proxy(DataSource.class, (method, arguments) -> borrow());
  }

  public int inUse() {
    return inUse.get();
  }

  Connection borrow() throws SQLException {
    permits.acquireUninterruptibly();
    try {
      Connection connection = idle.poll();
      while (connection != null && !connection.isValid(VALIDATION_SECONDS)) {
        discard(connection);
        connection = idle.poll();
      }
      Connection borrowed = connection == null ? DriverManager.getConnection(url) : connection;
      inUse.incrementAndGet();
      return guarded(borrowed);
    } catch (SQLException e) {
      permits.release();
      throw e;
    }
  }

  /** A data source with one connection, which stays open. */
  static DataSource lending(Connection connection) {
    return proxy(
        DataSource.class,
        (source, none) ->
            proxy(
                Connection.class,
                (method, arguments) -> method.equals("close") ? connection : null,
                connection));
  }

  private Connection guarded(Connection connection) {
    return proxy(
        Connection.class,
        (method, arguments) -> {
          if (!method.equals("close")) {
            return null;
          }
          giveBack(connection);
          return connection;
        },
        connection);
  }

  private void giveBack(Connection connection) throws SQLException {
    try {
      if (connection.isClosed() || !connection.getAutoCommit()) {
        discard(connection);
      } else {
        idle.push(connection);
      }
    } finally {
      inUse.decrementAndGet();
      permits.release();
    }
  }

  private static void discard(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      // it was killed
    }
  }

  @Override
  public void close() {
    idle.forEach(Pool::discard);
  }

  @FunctionalInterface
  private interface Answering {
    /** Returns null to pass the call on. */
    Object answer(String method, Object[] arguments) throws Exception;
  }

  private static <T> T proxy(Class<T> type, Answering answering) {
    return proxy(type, answering, null);
  }

  private static <T> T proxy(Class<T> type, Answering answering, T passedTo) {
    return type.cast(
        Proxy.newProxyInstance(
            Pool.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              Object answer = answering.answer(method.getName(), arguments);
              if (answer != null) {
                return answer == passedTo ? null : answer;
              }
              try {
                return method.invoke(passedTo, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }
}
