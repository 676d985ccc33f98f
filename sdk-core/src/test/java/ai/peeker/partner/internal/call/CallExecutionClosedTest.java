package ai.peeker.partner.internal.call;

import static ai.peeker.partner.internal.call.CallRig.failure;
import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.api.ApiResponse;
import ai.peeker.partner.call.Outcome;
import ai.peeker.partner.error.ClientClosedException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A client that is closed before its calls are over. */
@ParameterizedClass
@EnumSource(CallRig.Driver.class)
class CallExecutionClosedTest {
  private static final String REMEDY =
      ": the client is closed. Close it after its last call, or build another one.";

  private final CallRig rig;

  CallExecutionClosedTest(CallRig.Driver driver) {
    rig = new CallRig(driver);
  }

  @Test
  void call_onAClosedClient_isNotSentAndSaysSo() {
    rig.closed = true;

    CompletableFuture<ApiResponse<String>> result = rig.start();

    ClientClosedException e = failure(ClientClosedException.class, result);
    assertThat(e).hasMessage("createOrder was not sent" + REMEDY);
    assertThat(e.outcome()).isEqualTo(Outcome.NOT_SENT);
    assertThat(e.attempts()).isEmpty();
    assertThat(rig.limiter.requests).isEmpty();
    assertThat(rig.events.lines()).containsExactly("createOrder ends 0 NOT_SENT");
  }

  @Test
  void call_inABackoffWhenTheClientIsClosed_keepsItsOutcome() {
    rig.sender.lost();
    CompletableFuture<ApiResponse<String>> result = rig.start();
    rig.closed = true;

    rig.time.passMillis(60_000);

    ClientClosedException e = failure(ClientClosedException.class, result);
    assertThat(e)
        .hasMessage(
            "createOrder was not sent again"
                + REMEDY
                + " The server may or may not have acted; the same body may be sent again within"
                + " 24 hours.");
    assertThat(e.outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(e.attempts()).hasSize(1);
    assertThat(rig.sender.exchanges()).hasSize(1);
  }

  @Test
  void call_inTheLimiterWhenTheClientIsClosed_isNotSentAndReleasesItsPermit() {
    rig.limiter.holds = true;
    CompletableFuture<ApiResponse<String>> result = rig.start();
    rig.closed = true;

    rig.limiter.grant(rig.limiter.requests.get(0));

    assertThat(failure(ClientClosedException.class, result).outcome()).isEqualTo(Outcome.NOT_SENT);
    assertThat(rig.limiter.released).isEqualTo(1);
    assertThat(rig.sender.exchanges()).isEmpty();
  }
}
