package ai.peeker.partner.fault;

import static ai.peeker.partner.call.Outcome.NOT_SENT;
import static ai.peeker.partner.call.Outcome.UNKNOWN;

import ai.peeker.partner.call.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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
  static final String REFUSED = "InvalidRequestException";

  private static final Duration SHORT = Duration.ofMillis(300);
  static final Duration LONGER = Duration.ofMillis(600); // to connect, and to send the request
  private static final List<Wire> ALL = List.of(Wire.values());
  private static final List<Wire> PLAIN = List.of(Wire.HTTP_1_1);
  static final List<Wire> HTTP_1 = List.of(Wire.HTTP_1_1, Wire.HTTP_1_1_OVER_TLS);
  static final List<Wire> HTTP_2 = List.of(Wire.HTTP_2_OVER_TLS);
  private static final int BEYOND_ANY_BUFFER = 8 * 1024 * 1024;
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
    return Stream.of(exchanges(), ResponseFaults.rows(), ConnectionFaults.rows())
        .flatMap(List::stream)
        .toList();
  }

  private static List<Row> exchanges() {
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
            .over(List.of(Wire.HTTP_1_1, Wire.HTTP_2_OVER_TLS)));
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

  static Function<Wire, FaultPlace> serving(FaultServer.Fault fault) {
    return wire -> FaultPlace.serving(wire, fault);
  }
}
