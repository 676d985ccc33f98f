package ai.peeker.partner.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.api.ApiCall;
import ai.peeker.partner.api.ReplaySafety;
import java.io.IOException;
import java.net.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureTextTest {
  @ParameterizedTest
  @CsvSource({
    "SAFE, Nothing is changed by calling again.",
    "IDENTICAL, the same body may go out again within 24 hours.",
    "NEVER, look before you call again."
  })
  void text_afterTheRequestWentOut_saysWhatTheOperationAllows(ReplaySafety safety, String advice) {
    NoAnswerException lost = new NoAnswerException(true, new IOException("reset"));

    assertThat(FailureText.of(call(safety), lost))
        .startsWith("doIt got no answer: the connection broke before the answer was complete. ")
        .endsWith(advice);
  }

  @Test
  void text_beforeTheRequestWentOut_saysThatNothingWasSent() {
    NoAnswerException refused = new NoAnswerException(false, new ConnectException("refused"));

    assertThat(FailureText.of(call(ReplaySafety.NEVER), refused))
        .isEqualTo(
            "doIt got no answer: the connection was refused. Nothing was sent; check the base URL"
                + " and the network, then call again.");
  }

  private static ApiCall<Object> call(ReplaySafety safety) {
    return ApiCall.<Object>to("doIt", "POST", "/it", safety).reads(json -> json);
  }
}
