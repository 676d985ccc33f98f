package ai.peeker.partner.fault;

import static ai.peeker.partner.call.Outcome.APPLIED;
import static ai.peeker.partner.call.Outcome.REJECTED;
import static ai.peeker.partner.call.Outcome.UNKNOWN;
import static ai.peeker.partner.fault.FaultMatrix.BROKEN;
import static ai.peeker.partner.fault.FaultMatrix.FAILED;
import static ai.peeker.partner.fault.FaultMatrix.INVALID;
import static ai.peeker.partner.fault.FaultMatrix.LOST;
import static ai.peeker.partner.fault.FaultMatrix.REFUSED;
import static ai.peeker.partner.fault.FaultMatrix.identical;
import static ai.peeker.partner.fault.FaultMatrix.never;
import static ai.peeker.partner.fault.FaultMatrix.open;
import static ai.peeker.partner.fault.FaultMatrix.row;
import static ai.peeker.partner.fault.FaultMatrix.safe;
import static ai.peeker.partner.fault.FaultMatrix.serving;

import ai.peeker.partner.fault.FaultMatrix.Row;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/** The part of the matrix about responses, by their status and body. */
final class ResponseFaults {
  private static final String LIMITED = "RateLimitedException";
  private static final String UNREAD = "UnreadableResponseException";
  private static final String REDIRECTED = "UnrecognizedApiException";
  private static final String HTML = "<html><body>Bad Gateway</body></html>";
  private static final int HUGE = 30 * 1024 * 1024;

  private ResponseFaults() {}

  static List<Row> rows() {
    return List.of(
        row(
            "200 with garbage for JSON",
            serving(exchange -> exchange.carryOut().answer(200, "{\"data\":{\"id\":")),
            safe(1, 1, "-", APPLIED, 0, UNREAD),
            identical(1, 1, "one", APPLIED, 0, open(UNREAD)),
            never(1, 1, "one", APPLIED, 0, UNREAD)),
        row(
            "502 with HTML",
            failing(502, "Content-Type: text/html\r\n", HTML),
            safe(3, 3, "-", UNKNOWN, 750, FAILED),
            identical(3, 3, "same", UNKNOWN, 750, open(FAILED)),
            never(1, 1, "one", UNKNOWN, 0, FAILED)),
        row(
            "500",
            failing(500, "", BROKEN),
            safe(3, 3, "-", UNKNOWN, 750, FAILED),
            identical(3, 3, "same", UNKNOWN, 750, open(FAILED)),
            never(1, 1, "one", UNKNOWN, 0, FAILED)),
        row(
            "503 without a wait",
            failing(503, "", BROKEN),
            safe(3, 3, "-", UNKNOWN, 750, FAILED),
            identical(3, 3, "same", UNKNOWN, 750, open(FAILED)),
            never(1, 1, "one", UNKNOWN, 0, FAILED)),
        row( // twice 2 s and 0.5 s
            "503 with Retry-After: 2",
            failing(503, "Retry-After: 2\r\n", BROKEN),
            safe(3, 3, "-", UNKNOWN, 5_000, FAILED),
            identical(3, 3, "same", UNKNOWN, 5_000, open(FAILED)),
            never(1, 1, "one", UNKNOWN, 0, FAILED)),
        row( // twice 0 s and 0.5 s, never less than the back-off
            "503 with Retry-After: 0",
            failing(503, "Retry-After: 0\r\n", BROKEN),
            safe(3, 3, "-", UNKNOWN, 1_000, FAILED),
            identical(3, 3, "same", UNKNOWN, 1_000, open(FAILED)),
            never(1, 1, "one", UNKNOWN, 0, FAILED)),
        row( // twice 12 s and 0.5 s
            "429, body says 12 s",
            limiting("", limited(",\"details\":{\"retry_after_seconds\":12}")),
            safe(3, 3, "-", REJECTED, 25_000, LIMITED),
            identical(3, 3, "same", REJECTED, 25_000, LIMITED),
            never(3, 3, "same", REJECTED, 25_000, LIMITED)),
        row( // twice 7 s and 0.5 s
            "429, header says 7 s",
            limiting("Retry-After: 7\r\n", limited("")),
            safe(3, 3, "-", REJECTED, 15_000, LIMITED),
            identical(3, 3, "same", REJECTED, 15_000, LIMITED),
            never(3, 3, "same", REJECTED, 15_000, LIMITED)),
        row( // the larger one: twice 20 s and 0.5 s
            "429, body says 12 s, header 20 s",
            limiting("Retry-After: 20\r\n", limited(",\"details\":{\"retry_after_seconds\":12}")),
            safe(3, 3, "-", REJECTED, 41_000, LIMITED),
            identical(3, 3, "same", REJECTED, 41_000, LIMITED),
            never(3, 3, "same", REJECTED, 41_000, LIMITED)),
        row( // twice 0 s and 0.5 s
            "429 with Retry-After: 0",
            limiting("Retry-After: 0\r\n", limited("")),
            safe(3, 3, "-", REJECTED, 1_000, LIMITED),
            identical(3, 3, "same", REJECTED, 1_000, LIMITED),
            never(3, 3, "same", REJECTED, 1_000, LIMITED)),
        row( // twice the default of 5 s, and 0.5 s
            "429 that names no wait",
            limiting("", limited("")),
            safe(3, 3, "-", REJECTED, 11_000, LIMITED),
            identical(3, 3, "same", REJECTED, 11_000, LIMITED),
            never(3, 3, "same", REJECTED, 11_000, LIMITED)),
        row(
            "307 to another origin",
            wire -> FaultPlace.redirecting(wire, 307),
            safe(1, 1, "-", UNKNOWN, 0, REDIRECTED),
            identical(1, 1, "one", UNKNOWN, 0, open(REDIRECTED)),
            never(1, 1, "one", UNKNOWN, 0, REDIRECTED)),
        row( // what the first attempt may have done is not undone by a refusal
            "answer lost, then 400",
            inTurn(
                exchange -> exchange.carryOut().hangUp(),
                exchange -> exchange.take().answer(400, INVALID)),
            safe(2, 2, "-", UNKNOWN, 250, REFUSED),
            identical(2, 2, "same", UNKNOWN, 250, open(REFUSED)),
            never(1, 1, "one", UNKNOWN, 0, LOST)),
        row(
            "answer lost, then 429 that asks for an hour",
            inTurn(
                exchange -> exchange.carryOut().hangUp(),
                exchange -> exchange.take().answer(429, "Retry-After: 3600\r\n", new byte[0])),
            safe(2, 2, "-", UNKNOWN, 250, LIMITED),
            identical(2, 2, "same", UNKNOWN, 250, open(LIMITED)),
            never(1, 1, "one", UNKNOWN, 0, LOST)),
        row( // nothing was done so far, and then something may have been
            "429 with Retry-After: 0, then answer lost",
            inTurn(
                exchange -> exchange.take().answer(429, "Retry-After: 0\r\n", new byte[0]),
                exchange -> exchange.carryOut().hangUp()),
            safe(3, 3, "-", UNKNOWN, 1_000, LOST),
            identical(3, 3, "same", UNKNOWN, 1_000, open(LOST)),
            never(2, 2, "same", UNKNOWN, 500, LOST)),
        row(
            "200 with HTML, as of a proxy",
            serving(
                exchange ->
                    exchange
                        .take()
                        .answer(
                            200,
                            "Content-Type: text/html\r\n",
                            HTML.getBytes(StandardCharsets.UTF_8))),
            safe(1, 1, "-", UNKNOWN, 0, UNREAD),
            identical(1, 1, "one", UNKNOWN, 0, open(UNREAD)),
            never(1, 1, "one", UNKNOWN, 0, UNREAD)),
        row(
            "500 with a body of 30 MB",
            serving(exchange -> exchange.carryOut().answer(500, "", new byte[HUGE])),
            safe(3, 3, "-", UNKNOWN, 750, FAILED),
            identical(3, 3, "same", UNKNOWN, 750, open(FAILED)),
            never(1, 1, "one", UNKNOWN, 0, FAILED)));
  }

  /** One fault the first time, the other from then on. */
  private static Function<Wire, FaultPlace> inTurn(
      FaultServer.Fault first, FaultServer.Fault then) {
    return wire -> {
      AtomicBoolean again = new AtomicBoolean();
      return FaultPlace.serving(
          wire, exchange -> (again.getAndSet(true) ? then : first).meet(exchange));
    };
  }

  /** The server may have acted, and for the worst case it has. */
  private static Function<Wire, FaultPlace> failing(int status, String headers, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return serving(exchange -> exchange.carryOut().answer(status, headers, bytes));
  }

  private static Function<Wire, FaultPlace> limiting(String headers, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return serving(exchange -> exchange.take().answer(429, headers, bytes));
  }

  private static String limited(String details) {
    return "{\"error\":{\"code\":\"rate_limited\",\"message\":\"API rate limit exceeded\""
        + details
        + "}}";
  }
}
