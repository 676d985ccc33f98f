package ai.peeker.partner.testing.internal.console;

import ai.peeker.partner.testing.internal.LocalApi;
import ai.peeker.partner.testing.internal.http.ErrorResponse;
import ai.peeker.partner.testing.internal.http.Json;
import ai.peeker.partner.testing.internal.http.LocalRequest;
import ai.peeker.partner.testing.internal.server.Exchange;
import ai.peeker.partner.testing.internal.webhook.Attempt;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** Writes the calls and the deliveries, without API keys and passwords. */
final class ConsoleLogs {
  /** The number of rows that the page shows; they are the newest. */
  private static final int ROWS = 200;

  private final LocalApi api;
  private final Redaction redaction;

  ConsoleLogs(LocalApi api) {
    this.api = api;
    this.redaction = new Redaction(api.secrets());
  }

  /** Adds the rows of both logs, the newest first. */
  void addRows(ObjectNode state, ArrayNode more) {
    addRows(state.putArray("calls"), calls(), this::callRow);
    addRows(state.putArray("deliveries"), deliveries(), this::deliveryRow);
    if (calls().size() > ROWS) {
      more.add("calls");
    }
    if (deliveries().size() > ROWS) {
      more.add("deliveries");
    }
  }

  private static <T> void addRows(
      ArrayNode rows, List<T> all, BiFunction<Integer, T, ObjectNode> row) {
    for (int i = all.size() - 1; i >= Math.max(0, all.size() - ROWS); i--) {
      rows.add(row.apply(i + 1, all.get(i)));
    }
  }

  private List<Exchange> calls() {
    return api.backend().log().all();
  }

  private List<Attempt> deliveries() {
    return api.outbox().deliveries();
  }

  private ObjectNode callRow(int number, Exchange exchange) {
    return Json.object()
        .put("number", number)
        .put("method", exchange.request().method())
        .put("target", target(exchange.request()))
        .put("status", exchange.response().status())
        .put("fault", exchange.fault())
        .put("time", Json.timestamp(exchange.time()))
        .put("request_id", exchange.requestId());
  }

  /** Writes the request and the response of a call. */
  ObjectNode call(String number) {
    Exchange exchange = record(calls(), number, "call");
    Map<String, List<String>> headers = new LinkedHashMap<>();
    exchange.response().headers().forEach((name, value) -> headers.put(name, List.of(value)));
    headers.put("Peeker-Request-Id", List.of(exchange.requestId()));
    ObjectNode call = Json.object();
    LocalRequest request = exchange.request();
    call.set("request", message(request.headers(), request.bodyText()));
    ((ObjectNode) call.get("request"))
        .put("method", request.method())
        .put("target", target(request));
    call.set("response", message(headers, exchange.response().body()));
    return call;
  }

  private String target(LocalRequest request) {
    String query = request.rawQuery();
    return redaction.line(query.isEmpty() ? request.path() : request.path() + "?" + query);
  }

  private ObjectNode deliveryRow(int number, Attempt attempt) {
    ObjectNode row = Json.object();
    row.put("number", number)
        .put("event_id", attempt.event().id())
        .put("type", attempt.event().type().value())
        .put("attempt", attempt.number())
        .put("time", Json.timestamp(attempt.time()));
    attempt.url().ifPresent(url -> row.put("url", url.toString()));
    attempt.status().ifPresent(status -> row.put("status", status));
    attempt.failure().ifPresent(failure -> row.put("failure", failure));
    return row;
  }

  /** Writes the request of a delivery. */
  ObjectNode delivery(String number) {
    Attempt attempt = attempt(number);
    return Json.object().set("request", message(attempt.headers(), attempt.body()));
  }

  Attempt attempt(String number) {
    return record(deliveries(), number, "delivery");
  }

  private ObjectNode message(Map<String, List<String>> headers, String body) {
    ObjectNode message = Json.object();
    ObjectNode values = message.putObject("headers");
    redaction.headers(headers).forEach((name, all) -> all.forEach(values.putArray(name)::add));
    return message.put("body", redaction.body(body));
  }

  private static <T> T record(List<T> all, String number, String kind) {
    int index = number.matches("[0-9]{1,9}") ? Integer.parseInt(number) : 0;
    if (index < 1 || index > all.size()) {
      throw ErrorResponse.noRecord(kind, number).toException();
    }
    return all.get(index - 1);
  }
}
