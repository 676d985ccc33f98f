package ai.peeker.partner.dbscheduler;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import javax.sql.DataSource;

/** Notes each statement that is sent to a database: its SQL, or the name of the JDBC method. */
final class CountedStatements {
  private static final Set<String> OF_TRANSACTIONS = Set.of("commit", "rollback", "setSavepoint");

  private final Queue<String> sent = new ConcurrentLinkedQueue<>();

  DataSource count(DataSource dataSource) {
    return proxy(
        DataSource.class,
        dataSource,
        method -> null,
        (result, arguments) ->
            result instanceof Connection connection ? count(connection) : result);
  }

  private Connection count(Connection connection) {
    return proxy(
        Connection.class,
        connection,
        method -> OF_TRANSACTIONS.contains(method) ? method : null,
        (result, arguments) ->
            result instanceof PreparedStatement statement
                ? count(statement, (String) arguments[0])
                : result);
  }

  private PreparedStatement count(PreparedStatement statement, String sql) {
    return proxy(
        PreparedStatement.class,
        statement,
        method -> method.startsWith("execute") ? sql.strip().toLowerCase(Locale.ROOT) : null,
        (result, arguments) -> result);
  }

  @FunctionalInterface
  private interface Wrapping {
    Object wrap(Object result, Object[] arguments);
  }

  /** A proxy that notes a call before it is made, for those who see its effect. */
  private <T> T proxy(Class<T> type, T target, Function<String, String> noted, Wrapping wrapping) {
    return type.cast(
        Proxy.newProxyInstance(
            CountedStatements.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              String note = noted.apply(method.getName());
              if (note != null) {
                sent.add(note);
              }
              try {
                return wrapping.wrap(method.invoke(target, arguments), arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  /** Returns all that was sent since this was called before. */
  List<String> take() {
    List<String> taken = List.copyOf(sent);
    sent.clear();
    return taken;
  }

  int size() {
    return sent.size();
  }
}
