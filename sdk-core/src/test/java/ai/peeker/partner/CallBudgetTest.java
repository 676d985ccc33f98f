package ai.peeker.partner;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.error.ConnectionException;
import ai.peeker.partner.error.ServerException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The budget of retries, which clients share with those derived from them. */
class CallBudgetTest extends RetryFixture {
  /**
   * The budget begins with ten retries, a call brings a tenth of one, and the first calls find it
   * full: 10 - 3, + 0.1 - 3, + 0.1 - 3, + 0.1 - 1, + 0.1.
   */
  @Test
  void calls_thatAllFail_areSentAgainWithinTheBudgetOnly() {
    answerMany(500);
    PeekerClient client = client();

    List<ServerException> failures =
        IntStream.range(0, 5)
            .mapToObj(i -> Clients.orderFailure(ServerException.class, client))
            .toList();

    assertThat(failures).extracting(each -> each.attempts().size()).containsExactly(4, 4, 4, 2, 1);
    assertThat(failures.subList(0, 3))
        .allSatisfy(each -> assertThat(each).hasMessageContaining("Tried 4 times"));
    assertThat(failures.subList(3, 5))
        .allSatisfy(
            each ->
                assertThat(each)
                    .hasMessageContaining(
                        "Not sent again: so many calls are failing that the retry budget is used"
                            + " up."));
  }

  @Test
  void callsWithoutAnAnswer_beyondTheBudget_sayThatItIsUsedUp() {
    answerTimes(4 + 4 + 4 + 2, 500); // as above
    PeekerClient client = client();
    for (int i = 0; i < 4; i++) {
      var unused = Clients.orderFailure(ServerException.class, client);
    }
    server.disconnect();

    ConnectionException e = Clients.orderFailure(ConnectionException.class, client);

    assertThat(e.attempts()).hasSize(1);
    assertThat(e).hasMessageContaining("the retry budget is used up.");
  }

  @Test
  void derivedClient_sharesTheBudget() {
    answerMany(500);
    PeekerClient client = client();
    for (int i = 0; i < 4; i++) {
      var unused = Clients.orderFailure(ServerException.class, client);
    }

    PeekerClient derived = client.withOptions(options -> options.timeout(Duration.ofSeconds(30)));

    assertThat(Clients.orderFailure(ServerException.class, derived).attempts()).hasSize(1);
  }

  @Test
  void availableRetries_afterACallThatKeepsFailing_areFewerByItsRetries() {
    answerTimes(4, 500);
    PeekerClient client = client();
    PeekerClient derived = client.withOptions(options -> options.timeout(Duration.ofSeconds(30)));

    assertThat(client.availableRetries()).isEqualTo(10);
    var unused = Clients.orderFailure(ServerException.class, client);

    assertThat(client.availableRetries()).isEqualTo(7);
    assertThat(derived.availableRetries()).isEqualTo(7);
  }
}
