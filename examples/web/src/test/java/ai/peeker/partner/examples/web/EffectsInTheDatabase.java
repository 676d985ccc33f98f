package ai.peeker.partner.examples.web;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

@Component
class EffectsInTheDatabase implements Effects {
  private final JdbcTemplate database;
  private final NextFailure next = new NextFailure();

  EffectsInTheDatabase(JdbcTemplate database) {
    this.database = database;
  }

  @Override
  public void orderIsLive(String order) throws Exception {
    database.update("insert into live_order (id) values (?)", order);
    next.happen();
  }

  @Override
  public int count(String order) {
    return rows("select count(*) from live_order where id = ?", order);
  }

  /** Returns the number of claims of an event. */
  int claims(String event) {
    return rows("select count(*) from peeker_webhook_event where event_id = ?", event);
  }

  private int rows(String sql, String value) {
    Integer rows = database.queryForObject(sql, Integer.class, value);
    return rows == null ? 0 : rows;
  }

  @Override
  public void failNext(Throwable failure) {
    next.is(failure);
  }
}
