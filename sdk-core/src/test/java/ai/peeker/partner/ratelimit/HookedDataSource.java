package ai.peeker.partner.ratelimit;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A data source whose connections fail, hang or are looked at when a test wants it. */
final class HookedDataSource {
  private HookedDataSource() {}

  /** Runs before a method of a data source or connection, with its first argument or "". */
  @FunctionalInterface
  interface Hook {
    void before(String method, String argument) throws Exception;

    /** Runs afterwards, with the connection as it is then. */
    default void after(String method, Connection connection) throws Exception {}
  }

  static DataSource of(DataSource source, Hook hook) {
    return proxy(DataSource.class, source, hook);
  }

  private static <T> T proxy(Class<T> type, T real, Hook hook) {
    return type.cast(
        Proxy.newProxyInstance(
            HookedDataSource.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              hook.before(method.getName(), arguments == null ? "" : String.valueOf(arguments[0]));
              try {
                if (real instanceof Connection connection && method.getName().equals("close")) {
                  hook.after("close", connection);
                }
                Object result = method.invoke(real, arguments);
                if (real instanceof Connection connection && method.getName().equals("commit")) {
                  hook.after("commit", connection);
                }
                return result instanceof Connection connection
                    ? proxy(Connection.class, connection, hook)
                    : result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  static SQLException away() {
    return new SQLException("connection refused", "08001");
  }
}
