package ai.peeker.partner.benchmarks;

import ai.peeker.partner.benchmarks.HandWrittenClient.NewOrder;
import java.util.List;

/**
 * The contract's example of a custom order, 12 domains. Without the SDK's classes, because a
 * program that measures another library loads this class too.
 */
final class SampleOrder {
  static final String API_KEY = "pk_test_of_the_benchmark";

  static final String USER = "client@example.com";
  static final int CLIENT_ID = 366903;
  static final String LOGIN_EMAIL = "smartlead-login@example.com";
  static final String LOGIN_PASSWORD = "secret-password";
  // without a stream, which is slow in a JVM that has just started
  static final List<String> DOMAINS =
      List.of(
          "domain-01.com",
          "domain-02.com",
          "domain-03.com",
          "domain-04.com",
          "domain-05.com",
          "domain-06.com",
          "domain-07.com",
          "domain-08.com",
          "domain-09.com",
          "domain-10.com",
          "domain-11.com",
          "domain-12.com");

  private SampleOrder() {}

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
