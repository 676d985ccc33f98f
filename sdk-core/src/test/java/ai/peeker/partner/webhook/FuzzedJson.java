package ai.peeker.partner.webhook;

import java.util.List;
import java.util.Random;

/** Bodies between a webhook and nonsense. */
final class FuzzedJson {
  private static final List<String> TYPES =
      List.of(
          "order.in_progress",
          "order.completed",
          "order.action_required",
          "order.cancelled",
          "domain.connected",
          "domain.forwarding_failed",
          "domain_import.completed",
          "swap.created",
          "swap.failed",
          "order.paused",
          "note",
          "");
  private static final List<String> NAMES =
      List.of(
          "id",
          "type",
          "created_at",
          "data",
          "order",
          "domain",
          "domain_import",
          "swap",
          "api_key",
          "environment",
          "pending_actions",
          "status",
          "costs",
          "domains",
          "personas",
          "users",
          "domain_count",
          "renews_at",
          "completed",
          "failed",
          "nameserver_groups",
          "forwarding_url",
          "",
          "\\u0000",
          "x");
  private static final List<String> SCALARS =
      List.of(
          "null",
          "true",
          "false",
          "0",
          "-1",
          "12",
          "1.5",
          "1e5",
          "1e999999999",
          "1e-999999999",
          "1e2147483647",
          "1e99999999999",
          "123456789012345678901234567890",
          "\"\"",
          "\"x\"",
          "\"rec_1\"",
          "\"in_progress\"",
          "\"test\"",
          "\"live\"",
          "\"2026-05-08T12:00:00Z\"",
          "\"+999999999-12-31T23:59:59Z\"",
          "\"\\ud800\"",
          "\"\\u0000\"",
          "\"é株😀\"");

  private final Random random;

  FuzzedJson(long seed) {
    this.random = new Random(seed);
  }

  String body() {
    StringBuilder body = new StringBuilder("{\"id\":");
    body.append(random.nextInt(20) == 0 ? value(3) : "\"evt_1\"");
    body.append(",\"type\":");
    body.append(random.nextInt(20) == 0 ? value(3) : "\"" + one(TYPES) + "\"");
    if (random.nextInt(10) > 0) {
      body.append(",\"created_at\":");
      body.append(random.nextInt(4) == 0 ? value(3) : "\"2026-05-08T12:00:00Z\"");
    }
    if (random.nextInt(10) > 0) {
      body.append(",\"data\":").append(value(0));
    }
    if (random.nextInt(10) == 0) {
      body.append(",\"").append(one(NAMES)).append("\":").append(value(2));
    }
    return body.append('}').toString();
  }

  private String value(int depth) {
    int sort = random.nextInt(100);
    if (depth > 4 || sort < depth * 20) {
      return one(SCALARS);
    }
    if (sort == 99) {
      int deep = random.nextInt(1_200); // Jackson allows 1,000
      return "[".repeat(deep) + "]".repeat(deep);
    }
    boolean list = sort % 5 == 0;
    StringBuilder text = new StringBuilder(list ? "[" : "{");
    int size = random.nextInt(5);
    for (int i = 0; i < size; i++) {
      text.append(i == 0 ? "" : ",");
      text.append(list ? "" : "\"" + one(NAMES) + "\":").append(value(depth + 1));
    }
    return text.append(list ? ']' : '}').toString();
  }

  private String one(List<String> values) {
    return values.get(random.nextInt(values.size()));
  }
}
