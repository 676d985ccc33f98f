package ai.peeker.partner.contract;

import java.util.function.Function;
import mockwebserver3.MockResponse;
import org.jspecify.annotations.Nullable;

/** A prepared response, and whether it must match the contract. */
record PreparedAnswer(
    Function<SentRequest, MockResponse> response, @Nullable MockResponse fixed, boolean checked) {
  static PreparedAnswer of(MockResponse response, boolean checked) {
    return new PreparedAnswer(request -> response, response, checked);
  }

  static PreparedAnswer of(Function<SentRequest, MockResponse> response) {
    return new PreparedAnswer(response, null, true);
  }
}
