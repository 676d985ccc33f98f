package ai.peeker.partner.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.peeker.partner.PeekerClient;
import ai.peeker.partner.model.ErrorCode;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Null arguments are rejected by name, here as everywhere. */
class ApiExceptionBuilderTest {
  private final ApiException.Builder builder =
      ApiException.builder(ErrorCode.NOT_FOUND, "no such order");

  @Test
  void nulls_areRejectedByName() {
    rejected(() -> ApiException.builder(null, "message"), "code must not be null");
    rejected(() -> ApiException.builder(ErrorCode.NOT_FOUND, null), "message must not be null");
    rejected(() -> builder.details(null), "details must not be null");
    rejected(() -> builder.attempts(null), "attempts must not be null");
    rejected(() -> builder.outcome(null), "outcome must not be null");
    rejected(() -> PeekerClient.fromEnvironment(null), "environment must not be null");
  }

  @Test
  void nulls_whereTheyMeanUnknown_areAccepted() {
    ApiException exception = builder.field(null).rawBody(null).retryAt(null).note(null).build();
    assertThat(exception.field()).isNull();
    assertThat(exception.rawBody()).isNull();
    assertThat(exception.retryAt()).isNull();
    assertThat(exception.details()).isEmpty();
  }

  private static void rejected(ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
