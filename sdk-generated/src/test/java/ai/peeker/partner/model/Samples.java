package ai.peeker.partner.model;

import java.util.List;

/** JSON strings and values shared by the tests of this package. */
final class Samples {
  static final String PASSWORD = "marker-password-4711";

  private Samples() {}

  static String sequencer(String clientId) {
    return """
    {"provider":"smartlead","client_id":%s,"login_email":"login@example.com",
     "login_password":"marker-password-4711"}\
    """
        .formatted(clientId);
  }

  static String persona(String picture) {
    return """
    {"first_name":"Sam","last_name":"Lee","profile_picture_url":%s}\
    """
        .formatted(picture);
  }

  static String bundleOrder(String domains) {
    return """
    {"user":"client@example.com","bundle_id":"bun_123","sequencer":%s,"domains":%s,"personas":[%s]}\
    """
        .formatted(sequencer("366903"), domains, persona("\"\""));
  }

  static Sequencer sequencer() {
    return Sequencer.builder()
        .provider(SequencerProvider.SMARTLEAD)
        .clientId(SequencerClientId.of(366903))
        .loginEmail("login@example.com")
        .loginPassword(Secret.of(PASSWORD))
        .build();
  }

  static BundleOrderRequest bundleOrder() {
    return BundleOrderRequest.builder()
        .user("client@example.com")
        .bundleId("bun_123")
        .sequencer(sequencer())
        .domains(List.of(OrderDomain.of("domain-01.com")))
        .personas(List.of(persona()))
        .build();
  }

  static Persona persona() {
    return Persona.builder().firstName("Sam").lastName("Lee").profilePictureUrl(null).build();
  }

  static OrderCosts costs() {
    return OrderCosts.builder().totalCents(6800L).currency("usd").build();
  }
}
