package ai.peeker.partner.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.peeker.partner.PeekerClient;
import ai.peeker.partner.model.ErrorCode;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Nulls are refused in words, here as everywhere. */
class ApiFailureTest {
  private static final ApiFailure FAILURE = ApiFailure.of(ErrorCode.NOT_FOUND, "no such order");

  @Test
  void nulls_areRefusedByName() {
    refused(() -> ApiFailure.of(null, "message"), "code of an ApiFailure is null");
    refused(() -> ApiFailure.of(ErrorCode.NOT_FOUND, null), "message of an ApiFailure is null");
    refused(() -> FAILURE.withDetails(null), "details of an ApiFailure is null");
    refused(() -> FAILURE.withAttempts(null), "attempts of an ApiFailure is null");
    refused(() -> PeekerClient.fromEnvironment(null), "The environment is null");
  }

  @Test
  void nulls_whereTheyMeanNothingKnown_areTaken() {
    ApiException exception =
        ApiException.of(FAILURE.withField(null).withRawBody(null).withRetryAt(null));
    assertThat(exception.field()).isNull();
    assertThat(exception.rawBody()).isNull();
    assertThat(exception.details()).isEmpty();
  }

  private static void refused(ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
