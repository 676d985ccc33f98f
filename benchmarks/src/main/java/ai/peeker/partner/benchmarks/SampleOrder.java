package ai.peeker.partner.benchmarks;

import ai.peeker.partner.benchmarks.HandWrittenClient.NewOrder;
import ai.peeker.partner.model.Secret;
import ai.peeker.partner.order.CustomOrder;
import ai.peeker.partner.order.GoogleDensity;
import ai.peeker.partner.order.MicrosoftDensity;
import ai.peeker.partner.order.Smartlead;
import java.util.List;
import java.util.stream.IntStream;

/** The contract's example of a custom order, 12 domains, for both competitors. */
final class SampleOrder {
  static final String API_KEY = "pk_test_of_the_benchmark";

  private static final String USER = "client@example.com";
  private static final int CLIENT_ID = 366903;
  private static final String LOGIN_EMAIL = "smartlead-login@example.com";
  private static final String LOGIN_PASSWORD = "secret-password";
  private static final List<String> DOMAINS =
      IntStream.rangeClosed(1, 12)
          .mapToObj(i -> "domain-" + (i < 10 ? "0" : "") + i + ".com")
          .toList();

  private SampleOrder() {}

  /** Returns the order for the SDK. */
  static CustomOrder forSdk() {
    return CustomOrder.builder()
        .user(USER)
        .google(20, GoogleDensity.TWO)
        .microsoft(2, MicrosoftDensity.FIFTY)
        .sequencer(Smartlead.client(CLIENT_ID, LOGIN_EMAIL, Secret.of(LOGIN_PASSWORD)))
        .domains(DOMAINS)
        .persona("Sam", "Lee")
        .build();
  }

  /** Returns the order for the hand-written client. */
  static NewOrder forHandWritten() {
    return new NewOrder(
        USER,
        new HandWrittenClient.Sequencer("smartlead", CLIENT_ID, LOGIN_EMAIL, LOGIN_PASSWORD),
        20,
        2,
        2,
        50,
        DOMAINS,
        List.of(new HandWrittenClient.Persona("Sam", "Lee", null)));
  }
}
