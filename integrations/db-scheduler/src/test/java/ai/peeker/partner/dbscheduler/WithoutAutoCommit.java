package ai.peeker.partner.dbscheduler;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import javax.sql.DataSource;

/** A pool whose connections are not in auto-commit mode: uncommitted changes are rolled back. */
final class WithoutAutoCommit {
  private WithoutAutoCommit() {}

  static DataSource of(DataSource pool) {
    return (DataSource)
        Proxy.newProxyInstance(
            DataSource.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) -> connection(pool.getConnection()));
  }

  private static Object connection(Connection connection) throws Exception {
    connection.setAutoCommit(false);
    return Proxy.newProxyInstance(
        Connection.class.getClassLoader(),
        new Class<?>[] {Connection.class},
        (proxy, method, arguments) -> {
          if (method.getName().equals("close")) {
            connection.rollback();
            connection.setAutoCommit(true);
          }
          return method.invoke(connection, arguments);
        });
  }
}
