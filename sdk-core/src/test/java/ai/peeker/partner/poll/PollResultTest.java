package ai.peeker.partner.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PollResultTest {
  static Stream<PollResult<String>> others() {
    return Stream.of(
        new PollResult.Failed<>("state"),
        new PollResult.ActionRequired<>("state"),
        new PollResult.StillRunning<>("state", null));
  }

  @Test
  void orThrow_ofACompletedWait_returnsTheState() {
    assertThat(new PollResult.Completed<>("state").orThrow()).isEqualTo("state");
  }

  @ParameterizedTest
  @MethodSource("others")
  void orThrow_ofAnyOtherWait_saysHowItEnded(PollResult<String> result) {
    assertThatThrownBy(result::orThrow)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "The wait ended with %s, not with Completed. Check the result before its value.",
            result.getClass().getSimpleName());
  }
}
