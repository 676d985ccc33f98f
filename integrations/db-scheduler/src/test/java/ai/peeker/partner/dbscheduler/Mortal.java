package ai.peeker.partner.dbscheduler;

import ai.peeker.partner.PeekerClient;
import ai.peeker.partner.call.RetryPolicy;
import ai.peeker.partner.testing.LocalPeeker;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.ResponseBody;

/**
 * A process that dies before a given step: before or after a statement, a commit or a request. Its
 * work from then on fails before it reaches the database or the server.
 */
final class Mortal {
  private static final Set<String> STATEMENTS =
      Set.of("execute", "executeQuery", "executeUpdate", "executeBatch");

  private static final OkHttpClient SHARED = new OkHttpClient();

  private final int death;
  private final Runnable dying;
  private final List<String> steps = new CopyOnWriteArrayList<>();

  Mortal(int death) {
    this(
        death,
        () -> {
          throw new Death();
        });
  }

  /** With another way to die, for a real process. */
  Mortal(int death, Runnable dying) {
    this.death = death;
    this.dying = dying;
  }

  /** Thrown where the process dies, and afterwards. */
  static final class Death extends Error {
    private static final long serialVersionUID = 1;
  }

  boolean isDead() {
    return steps.size() >= death;
  }

  /** Returns its steps, of which it did not survive the last. */
  List<String> steps() {
    return steps;
  }

  private void step(String name) {
    if (!isDead()) {
      steps.add(name);
    }
    requireAlive();
  }

  private void requireAlive() {
    if (isDead()) {
      dying.run();
    }
  }

  OkHttpClient http() {
    Interceptor mortal =
        chain -> {
          step("before the request");
          try (var response = chain.proceed(chain.request())) {
            byte[] body = response.body().bytes();
            step("after the response");
            return response
                .newBuilder()
                .body(ResponseBody.create(body, response.body().contentType()))
                .build();
          }
        };
    return SHARED.newBuilder().addInterceptor(mortal).build();
  }

  PeekerClient client(LocalPeeker peeker) {
    return peeker.clientBuilder().httpClient(http()).retryPolicy(RetryPolicy.none()).build();
  }

  DataSource dataSource(DataSource pool) {
    return proxy(DataSource.class, pool, "");
  }

  /** Passes calls on, with connections and statements that do so, and counts those that matter. */
  private <T> T proxy(Class<T> type, T target, String sql) {
    return type.cast(
        Proxy.newProxyInstance(
            Mortal.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              String name = method.getName();
              if (name.equals("close")) {
                rollBack(target);
                return invoke(method, target, arguments);
              }
              boolean counts = isOfTheOrder() && isStep(target, name);
              if (counts) {
                step("before " + name + " " + sql);
              }
              requireAlive();
              Object result = invoke(method, target, arguments);
              if (counts) {
                step("after " + name + " " + sql);
              }
              if (result instanceof Connection connection) {
                return proxy(Connection.class, connection, "");
              }
              return result instanceof PreparedStatement statement
                  ? proxy(PreparedStatement.class, statement, (String) arguments[0])
                  : result;
            }));
  }

  private static boolean isStep(Object target, String method) {
    return target instanceof PreparedStatement
        ? STATEMENTS.contains(method)
        : method.equals("commit") || method.equals("rollback");
  }

  /** The threads of db-scheduler itself look for work and send heartbeats, by the clock. */
  private static boolean isOfTheOrder() {
    return !Thread.currentThread().getName().startsWith("db-scheduler-");
  }

  /** As the database does when a process is gone. */
  private static void rollBack(Object closed) throws SQLException {
    if (closed instanceof Connection connection && !connection.getAutoCommit()) {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  private static Object invoke(Method method, Object target, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
