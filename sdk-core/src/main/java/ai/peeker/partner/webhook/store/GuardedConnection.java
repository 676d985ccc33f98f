package ai.peeker.partner.webhook.store;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import org.jspecify.annotations.Nullable;

/** A connection for an effect, which must not end the transaction that it is part of. */
final class GuardedConnection {
  private GuardedConnection() {}

  static Connection of(Connection connection) {
    return (Connection)
        Proxy.newProxyInstance(
            GuardedConnection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> invoke(connection, method, arguments));
  }

  private static @Nullable Object invoke(
      Connection connection, Method method, Object @Nullable [] arguments) throws Throwable {
    boolean toSavepoint = arguments != null && method.getName().equals("rollback");
    return switch (method.getName()) {
      case "close" -> null; // so that a try statement can declare it
      case "commit", "rollback", "setAutoCommit", "setTransactionIsolation", "abort" -> {
        if (!toSavepoint) {
          throw new IllegalStateException(
              method.getName()
                  + " must not be called on the connection of a webhook's transaction. The store"
                  + " commits if the effect returns and rolls back if it throws.");
        }
        yield pass(connection, method, arguments);
      }
      default -> pass(connection, method, arguments);
    };
  }

  private static @Nullable Object pass(
      Connection connection, Method method, Object @Nullable [] arguments) throws Throwable {
    try {
      return method.invoke(connection, arguments);
    } catch (InvocationTargetException e) {
      Throwable cause = e.getCause();
      throw cause == null ? e : cause;
    }
  }
}
