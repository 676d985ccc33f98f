package ai.peeker.partner.dbscheduler;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The connection of a caller's transaction as a source of connections, which are not closed. */
final class JoinedTransaction {
  private JoinedTransaction() {}

  static DataSource of(Connection connection) {
    Object unclosed =
        Proxy.newProxyInstance(
            JoinedTransaction.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> invoke(connection, method, arguments));
    return (DataSource)
        Proxy.newProxyInstance(
            JoinedTransaction.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) -> unclosed); // db-scheduler calls getConnection() only
  }

  private static @Nullable Object invoke(
      Connection connection, Method method, Object @Nullable [] arguments) throws Throwable {
    if (method.getName().equals("close")) {
      return null;
    }
    try {
      return method.invoke(connection, arguments);
    } catch (InvocationTargetException e) {
      Throwable cause = e.getCause();
      throw cause == null ? e : cause;
    }
  }
}
