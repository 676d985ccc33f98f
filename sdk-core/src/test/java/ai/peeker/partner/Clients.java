package ai.peeker.partner;

import ai.peeker.partner.contract.CheckedServer;

/** Clients of a test's own server. */
final class Clients {
  static final String KEY = "pk_test_9f3a";

  private Clients() {}

  static PeekerClientBuilder builder(CheckedServer server) {
    return PeekerClient.builder()
        .apiKey(KEY)
        .baseUrl(server.baseUrl().toString())
        .time(new HandTime());
  }

  static PeekerClient of(CheckedServer server) {
    return builder(server).build();
  }
}
