package ai.peeker.partner.webhook.store;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import org.jspecify.annotations.Nullable;

/** A connection for an effect, which must not end the transaction that it is part of. */
final class GuardedConnection implements InvocationHandler {
  private final Connection connection;

  private GuardedConnection(Connection connection) {
    this.connection = connection;
  }

  static Connection of(Connection connection) {
    return (Connection)
        Proxy.newProxyInstance(
            GuardedConnection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            new GuardedConnection(connection));
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
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
        yield pass(method, arguments);
      }
      default -> pass(method, arguments);
    };
  }

  private @Nullable Object pass(Method method, Object @Nullable [] arguments) throws Throwable {
    try {
      return method.invoke(connection, arguments);
    } catch (InvocationTargetException e) {
      Throwable cause = e.getCause();
      throw cause == null ? e : cause;
    }
  }
}
