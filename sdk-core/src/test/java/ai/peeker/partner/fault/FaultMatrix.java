package ai.peeker.partner.fault;

import static ai.peeker.partner.call.Outcome.APPLIED;
import static ai.peeker.partner.call.Outcome.NOT_SENT;
import static ai.peeker.partner.call.Outcome.REJECTED;
import static ai.peeker.partner.call.Outcome.UNKNOWN;

import ai.peeker.partner.call.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What the rules ask for, by hand. Three attempts; chance is always one half. So the back-off after
 * a failure is half of 0.5 s and then half of 1 s, together 0.75 s, and the jitter on top of a wait
 * that the server names is 0.5 s, twice.
 */
public final class FaultMatrix {
  static final String LOST = "ConnectionException";
  static final String FAILED = "ServerException";
  private static final String LIMITED = "RateLimitedException";
  private static final String UNREAD = "UnreadableResponseException";
  private static final String REDIRECTED = "UnrecognizedApiException";
  static final String REFUSED = "InvalidRequestException";

  private static final Duration SHORT = Duration.ofMillis(300);
  static final Duration LONGER = Duration.ofMillis(600); // to connect, and to send the request
  private static final List<Wire> ALL = List.of(Wire.values());
  private static final List<Wire> PLAIN = List.of(Wire.HTTP_1_1);
  static final List<Wire> HTTP_1 = List.of(Wire.HTTP_1_1, Wire.HTTP_1_1_OVER_TLS);
  static final List<Wire> HTTP_2 = List.of(Wire.HTTP_2_OVER_TLS);
  private static final int BEYOND_ANY_BUFFER = 8 * 1024 * 1024;
  private static final int HUGE = 30 * 1024 * 1024;
  private static final String HTML = "<html><body>Bad Gateway</body></html>";
  static final String BROKEN = "{\"error\":{\"code\":\"internal_error\"}}";

  static final String INVALID =
      "{\"error\":{\"code\":\"invalid_request\",\"message\":\"no\",\"field\":\"user\"}}";

  private FaultMatrix() {}

  /**
   * A fault.
   *
   * @param fault what goes wrong, each time
   * @param place where
   * @param bulk by how much to lengthen the body
   * @param wires the protocols that it meets
   * @param expected for each retry class
   */
  public record Row(
      String fault,
      Function<Wire, FaultPlace> place,
      int bulk,
      List<Wire> wires,
      Map<RetryClass, Measured> expected) {
    Row bulky(int more) {
      return new Row(fault, place, more, wires, expected);
    }

    Row over(List<Wire> only) {
      return new Row(fault, place, bulk, only, expected);
    }

    @Override
    public String toString() {
      return fault;
    }
  }

  /** Returns all faults. */
  public static List<Row> rows() {
    return Stream.of(responses(), ConnectionFaults.rows()).flatMap(List::stream).toList();
  }

  private static List<Row> responses() {
    return List.of(
        row(
                "connection refused",
                wire -> FaultPlace.refusing(),
                safe(3, 0, "-", NOT_SENT, 750, LOST),
                identical(3, 0, "-", NOT_SENT, 750, LOST),
                never(3, 0, "-", NOT_SENT, 750, LOST))
            .over(PLAIN),
        row(
                "host name not known",
                wire -> FaultPlace.unknown(),
                safe(3, 0, "-", NOT_SENT, 750, LOST),
                identical(3, 0, "-", NOT_SENT, 750, LOST),
                never(3, 0, "-", NOT_SENT, 750, LOST))
            .over(PLAIN),
        row(
                "no connection in time",
                wire -> FaultPlace.silent().within(SHORT),
                safe(3, 0, "-", NOT_SENT, 750, LOST),
                identical(3, 0, "-", NOT_SENT, 750, LOST),
                never(3, 0, "-", NOT_SENT, 750, LOST))
            .over(PLAIN),
        row(
            "reset before the request body",
            serving(Exchange::reset),
            safe(3, 3, "-", UNKNOWN, 750, LOST),
            identical(3, 3, "-", UNKNOWN, 750, open(LOST)),
            never(1, 1, "-", UNKNOWN, 0, LOST)),
        row(
                "reset during the request body",
                serving(exchange -> exchange.take(1000).reset()),
                safe(3, 3, "-", UNKNOWN, 750, LOST),
                identical(3, 3, "same", UNKNOWN, 750, open(LOST)),
                never(1, 1, "one", UNKNOWN, 0, LOST))
            .bulky(BEYOND_ANY_BUFFER),
        row(
            "reset after the request body",
            serving(exchange -> exchange.take().reset()),
            safe(3, 3, "-", UNKNOWN, 750, LOST),
            identical(3, 3, "same", UNKNOWN, 750, open(LOST)),
            never(1, 1, "one", UNKNOWN, 0, LOST)),
        row(
            "answer lost after the server acted",
            serving(exchange -> exchange.carryOut().hangUp()),
            safe(3, 3, "-", UNKNOWN, 750, LOST),
            identical(3, 3, "same", UNKNOWN, 750, open(LOST)),
            never(1, 1, "one", UNKNOWN, 0, LOST)),
        row(
            "half an answer",
            serving(exchange -> exchange.carryOut().answerHalf(RetryClass.answerTo(exchange))),
            safe(3, 3, "-", UNKNOWN, 750, LOST),
            identical(3, 3, "same", UNKNOWN, 750, open(LOST)),
            never(1, 1, "one", UNKNOWN, 0, LOST)),
        row(
                "answer drips beyond the attempt timeout",
                wire ->
                    FaultPlace.serving(
                            wire,
                            exchange -> exchange.carryOut().drip(RetryClass.answerTo(exchange)))
                        .within(LONGER),
                safe(3, 3, "-", UNKNOWN, 750, LOST),
                identical(3, 3, "same", UNKNOWN, 750, open(LOST)),
                never(1, 1, "one", UNKNOWN, 0, LOST))
            .over(List.of(Wire.HTTP_1_1, Wire.HTTP_2_OVER_TLS)),
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

  static Row row(
      String fault,
      Function<Wire, FaultPlace> place,
      Measured safe,
      Measured identical,
      Measured never) {
    return new Row(
        fault,
        place,
        0,
        ALL,
        Map.of(RetryClass.ALWAYS, safe, RetryClass.SAME_BYTES, identical, RetryClass.NEVER, never));
  }

  // The three classes by name, so that the table above can be read.

  static Measured safe(
      int tries, int requests, String bodies, Outcome outcome, long waited, String exception) {
    return new Measured(tries, requests, bodies, outcome, waited, exception);
  }

  static Measured identical(
      int tries, int requests, String bodies, Outcome outcome, long waited, String exception) {
    return new Measured(tries, requests, bodies, outcome, waited, exception);
  }

  static Measured never(
      int tries, int requests, String bodies, Outcome outcome, long waited, String exception) {
    return new Measured(tries, requests, bodies, outcome, waited, exception);
  }

  static String open(String cause) {
    return "OrderOutcomeUnknownException (" + cause + ")";
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

  static Function<Wire, FaultPlace> serving(FaultServer.Fault fault) {
    return wire -> FaultPlace.serving(wire, fault);
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
