package ai.peeker.partner.internal.http;

import ai.peeker.partner.api.ApiCall;
import ai.peeker.partner.api.RetrySafety;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/** Requests and the gates of their attempts. */
final class Gates {
  private Gates() {}

  static HttpRequest request(Duration timeout) {
    return request(RetrySafety.SAME_BYTES, timeout);
  }

  static HttpRequest request(RetrySafety safety, Duration timeout) {
    ApiCall<String> call =
        ApiCall.<String>builder("createOrder", "POST", "/orders", safety).build(String::valueOf);
    byte[] body = "the body".getBytes(StandardCharsets.UTF_8);
    return new HttpRequest(
        call, Map.of(), ApiKey.of("pk_test_9f3a"), body, timeout, Duration.ofMinutes(1));
  }

  /** A gate at time 0 of a request that may be started for a minute. */
  static ExchangeGate open() {
    return new ExchangeGate(request(Duration.ofSeconds(7)), false, 0);
  }

  /** The same, behind an interceptor of the caller. */
  static ExchangeGate behindOthers() {
    return new ExchangeGate(request(Duration.ofSeconds(7)), true, 0);
  }
}
