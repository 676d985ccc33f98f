package ai.peeker.partner.fault;

import static ai.peeker.partner.call.Outcome.REJECTED;
import static ai.peeker.partner.call.Outcome.UNKNOWN;
import static ai.peeker.partner.fault.FaultMatrix.BROKEN;
import static ai.peeker.partner.fault.FaultMatrix.FAILED;
import static ai.peeker.partner.fault.FaultMatrix.HTTP_1;
import static ai.peeker.partner.fault.FaultMatrix.HTTP_2;
import static ai.peeker.partner.fault.FaultMatrix.INVALID;
import static ai.peeker.partner.fault.FaultMatrix.LONGER;
import static ai.peeker.partner.fault.FaultMatrix.LOST;
import static ai.peeker.partner.fault.FaultMatrix.REFUSED;
import static ai.peeker.partner.fault.FaultMatrix.identical;
import static ai.peeker.partner.fault.FaultMatrix.never;
import static ai.peeker.partner.fault.FaultMatrix.open;
import static ai.peeker.partner.fault.FaultMatrix.row;
import static ai.peeker.partner.fault.FaultMatrix.safe;
import static ai.peeker.partner.fault.FaultMatrix.serving;

import ai.peeker.partner.fault.FaultMatrix.Row;
import java.util.List;
import java.util.function.Function;

/** The part of the matrix about connections, and about requests that are sent twice. */
final class ConnectionFaults {
  private static final FaultServer.Fault INVALID_REQUEST =
      exchange -> exchange.take().answer(400, INVALID);

  private ConnectionFaults() {}

  static List<Row> rows() {
    return List.of(
        row( // the status decides, not the place that it usually comes from
            "407 from the server",
            rejecting(407),
            safe(1, 1, "-", REJECTED, 0, REFUSED),
            identical(1, 1, "one", REJECTED, 0, REFUSED),
            never(1, 1, "one", REJECTED, 0, REFUSED)),
        row(
            "421",
            rejecting(421),
            safe(1, 1, "-", REJECTED, 0, REFUSED),
            identical(1, 1, "one", REJECTED, 0, REFUSED),
            never(1, 1, "one", REJECTED, 0, REFUSED)),
        row( // a request for another host than that of the first call
                "two hosts at one address",
                wire -> FaultPlace.ofTwoHosts(wire, INVALID_REQUEST),
                safe(1, 1, "-", REJECTED, 0, REFUSED),
                identical(1, 1, "one", REJECTED, 0, REFUSED),
                never(1, 1, "one", REJECTED, 0, REFUSED))
            .over(HTTP_2),
        row( // as without the interceptor
            "503, and an interceptor of the caller sends again",
            wire ->
                FaultPlace.sendingAgain(wire, exchange -> exchange.carryOut().answer(503, BROKEN)),
            safe(3, 3, "-", UNKNOWN, 750, FAILED),
            identical(3, 3, "same", UNKNOWN, 750, open(FAILED)),
            never(1, 1, "one", UNKNOWN, 0, FAILED)),
        row(
            "answer lost, and an interceptor of the caller sends again",
            wire -> FaultPlace.sendingAgain(wire, exchange -> exchange.carryOut().hangUp()),
            safe(3, 3, "-", UNKNOWN, 750, LOST),
            identical(3, 3, "same", UNKNOWN, 750, open(LOST)),
            never(1, 1, "one", UNKNOWN, 0, LOST)),
        row( // the request that nobody read is lost, and the next one takes another connection
            "connection in use falls silent, others get 400",
            wire -> FaultPlace.warm(wire, Exchange::fallSilent, INVALID_REQUEST).within(LONGER),
            safe(2, 1, "-", UNKNOWN, 250, REFUSED),
            identical(2, 1, "one", UNKNOWN, 250, open(REFUSED)),
            never(1, 0, "-", UNKNOWN, 0, LOST)),
        row( // examined before a request that must not be repeated
                "connection closed while idle, others get 400",
                wire -> FaultPlace.warm(wire, Exchange::closeIdle, INVALID_REQUEST),
                safe(2, 2, "-", UNKNOWN, 250, REFUSED),
                identical(2, 2, "same", UNKNOWN, 250, open(REFUSED)),
                never(1, 1, "one", REJECTED, 0, REFUSED))
            .over(HTTP_1),
        row(
                "connection closed while idle, others get 400",
                wire -> FaultPlace.warm(wire, Exchange::closeIdle, INVALID_REQUEST),
                safe(1, 1, "-", REJECTED, 0, REFUSED),
                identical(1, 1, "one", REJECTED, 0, REFUSED),
                never(1, 1, "one", REJECTED, 0, REFUSED))
            .over(HTTP_2),
        row( // not processed, so that even a swap is sent again
                "stream refused",
                serving(exchange -> exchange.take().refuse()),
                safe(3, 3, "-", REJECTED, 750, LOST),
                identical(3, 3, "same", REJECTED, 750, LOST),
                never(3, 3, "same", REJECTED, 750, LOST))
            .over(HTTP_2),
        row(
                "GOAWAY, request not processed",
                serving(exchange -> exchange.take().goAway()),
                safe(3, 3, "-", REJECTED, 750, LOST),
                identical(3, 3, "same", REJECTED, 750, LOST),
                never(3, 3, "same", REJECTED, 750, LOST))
            .over(HTTP_2),
        row(
                "GOAWAY after this request, and no answer",
                serving(exchange -> exchange.carryOut().goAwayAfterThis()),
                safe(3, 3, "-", UNKNOWN, 750, LOST),
                identical(3, 3, "same", UNKNOWN, 750, open(LOST)),
                never(1, 1, "one", UNKNOWN, 0, LOST))
            .over(HTTP_2));
  }

  private static Function<Wire, FaultPlace> rejecting(int status) {
    return serving(exchange -> exchange.take().answer(status, INVALID));
  }
}
