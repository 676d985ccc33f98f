package ai.peeker.partner.dbscheduler;

import java.util.Locale;

/**
 * The load of a database that a fleet shares: computed from its size, and from the costs of an
 * order and of an event, which {@link FleetMeasurementsTest} measures. Prints the tables of the
 * guide.
 */
record FleetLoad(
    long ordersADay, int eventsAnOrder, int recordsAnOrder, int machines, int pollSeconds) {
  /** From the delivery until the event is handled, without its effect. */
  static final int EVENT_STATEMENTS = 12;

  /** From the purchase until the result is reported, without the rows of the shop. */
  static final int ORDER_STATEMENTS = 8;

  /** A permit is taken with two and released with one, unless several share them. */
  private static final int PERMIT_STATEMENTS = 3;

  /** A row of scheduled_tasks with its indexes, for an event with a body of 150 bytes. */
  static final int WAITING_BYTES = 670;

  /** A row of peeker_webhook_event with its indexes. */
  static final int EVENT_BYTES = 195;

  /** A row of peeker_webhook_subject with its indexes. */
  static final int SUBJECT_BYTES = 220;

  static final FleetLoad OF_THE_GUIDE = new FleetLoad(1_000_000, 5, 4, 50, 10);

  private static final double SECONDS_A_DAY = 86_400;
  private static final double REQUESTS_A_SECOND = 600 / 60.0; // of one key
  private static final int PEAK = 3; // times the average
  private static final int DAYS_KEPT = 7;
  private static final double GIB = 1L << 30;

  /** Prints the tables. */
  public static void main(String[] arguments) {
    System.out.print(OF_THE_GUIDE.tables());
  }

  private long eventsADay() {
    return ordersADay * eventsAnOrder;
  }

  private double polls() {
    return (double) machines / pollSeconds;
  }

  private double statements(int times) {
    double orders = ordersADay / SECONDS_A_DAY * (ORDER_STATEMENTS + PERMIT_STATEMENTS);
    return times * (orders + eventsADay() / SECONDS_A_DAY * EVENT_STATEMENTS) + polls();
  }

  String tables() {
    StringBuilder text =
        new StringBuilder(
            "| Each second | On average | In a peak of three times that |\n| --- | --- | --- |\n");
    row(text, "orders", ordersADay, 1);
    row(text, "statements of the outbox", ordersADay, ORDER_STATEMENTS);
    row(text, "statements of the rate limiter", ordersADay, PERMIT_STATEMENTS);
    row(text, "events", eventsADay(), 1);
    row(text, "statements of the inbox", eventsADay(), EVENT_STATEMENTS);
    line(text, "polls, idle or not", polls(), polls());
    line(text, "**all statements**", statements(1), statements(PEAK));
    double keys = ordersADay / SECONDS_A_DAY / REQUESTS_A_SECOND;
    text.append(
        String.format(
            Locale.ROOT,
            "| API keys that the orders need | %.0f | %.0f |\n",
            Math.ceil(keys),
            Math.ceil(keys * PEAK)));
    double busy = PEAK * eventsADay() / SECONDS_A_DAY;
    text.append(
        "\n| Handler | Threads and connections in use at the peak | On each machine |\n| --- | --- | --- |\n");
    handler(text, "50 ms", busy * 0.05);
    handler(text, "5 s", busy * 5);
    text.append(
        "\n| Table | Rows after "
            + DAYS_KEPT
            + " days | Bytes a row | Size |\n| --- | --- | --- | --- |\n");
    table(text, "peeker_webhook_event", eventsADay() * DAYS_KEPT, EVENT_BYTES);
    table(text, "peeker_webhook_subject", ordersADay * recordsAnOrder * DAYS_KEPT, SUBJECT_BYTES);
    return text.toString();
  }

  private static void row(StringBuilder text, String name, long times, int each) {
    double average = times / SECONDS_A_DAY * each;
    line(text, name, average, average * PEAK);
  }

  private static void line(StringBuilder text, String name, double average, double peak) {
    text.append(String.format(Locale.ROOT, "| %s | %.1f | %.1f |\n", name, average, peak));
  }

  private void handler(StringBuilder text, String takes, double busy) {
    text.append(String.format(Locale.ROOT, "| %s | %.0f | %.1f |\n", takes, busy, busy / machines));
  }

  private static void table(StringBuilder text, String name, long rows, int bytes) {
    text.append(
        String.format(
            Locale.ROOT,
            "| `%s` | %,d | %d | %.1f GiB |\n",
            name,
            rows,
            bytes,
            rows * bytes / GIB));
  }
}
