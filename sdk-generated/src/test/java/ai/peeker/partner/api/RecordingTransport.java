package ai.peeker.partner.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Records the calls without sending them, and returns the same JSON value for each. */
final class RecordingTransport implements ApiTransport {
  private final int status;
  private final @Nullable Object answer;
  private final List<ApiCall<?>> calls = new ArrayList<>();

  RecordingTransport(int status, @Nullable Object answer) {
    this.status = status;
    this.answer = answer;
  }

  @Override
  public <T> ApiResponse<T> send(ApiCall<T> call) {
    calls.add(call);
    return ApiResponse.of(call, status, Map.of("Peeker-Request-Id", List.of("req_1")), answer);
  }

  List<ApiCall<?>> calls() {
    return calls;
  }
}
