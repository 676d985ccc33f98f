package ai.peeker.partner;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.api.ApiResponse;
import ai.peeker.partner.contract.CheckedServer;
import ai.peeker.partner.contract.Contract;
import ai.peeker.partner.model.OrderSummary;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A client whose delays are virtual, at a server that answers as it is told. */
abstract class RetryFixture {
  static final String RECEIPT = Contract.example("createOrder response 200 new_order").json();

  @RegisterExtension final CheckedServer server = CheckedServer.start();
  final HandTime time = new HandTime();

  @AfterEach
  void noInterruptIsLeft() {
    assertThat(Thread.interrupted()).isFalse();
  }

  PeekerClient.Builder builder() {
    return PeekerClient.builder()
        .apiKey("pk_test_9f3a")
        .baseUrl(server.baseUrl().toString())
        .time(time);
  }

  PeekerClient client() {
    return builder().build();
  }

  ApiResponse<OrderSummary> create(PeekerClient client) {
    return client.orders().createWithResponse(Samples.bundleOrder());
  }

  void limited(String details, Map<String, String> headers) {
    server.answerUnchecked(
        CheckedServer.json(
            429,
            headers,
            "{\"error\":{\"code\":\"rate_limited\",\"message\":\"API rate limit exceeded\""
                + details
                + "}}"));
  }

  void answerMany(int status) {
    answerTimes(16, status);
  }

  void answerTimes(int times, int status) {
    for (int i = 0; i < times; i++) {
      server.answerUnchecked(status, ""); // as what stands before the API answers
    }
  }
}
