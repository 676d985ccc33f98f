package ai.peeker.partner.order;

import ai.peeker.partner.model.Secret;
import ai.peeker.partner.model.Sequencer;
import ai.peeker.partner.model.SequencerClientId;
import ai.peeker.partner.model.SequencerProvider;
import org.jspecify.annotations.Nullable;

/**
 * Creates the sequencer of an order: a Smartlead client, and the login with which Peeker connects
 * the inboxes. Smartlead is the only provider that the API documents.
 *
 * <pre>{@code
 * Secret password = Secret.of(System.getenv("SMARTLEAD_PASSWORD"));
 * Sequencer sequencer = Smartlead.client(366903, "login@example.com", password);
 * }</pre>
 */
public final class Smartlead {
  private Smartlead() {}

  /**
   * Routes to a client by its numeric id.
   *
   * @param clientId the id of the Smartlead client
   * @param loginEmail the e-mail address of the login; not blank
   * @param loginPassword the password of the login; not blank
   * @return the sequencer
   * @throws ai.peeker.partner.error.InvalidRequestException if the login is null or blank
   */
  public static Sequencer client(long clientId, String loginEmail, Secret loginPassword) {
    return sequencer(SequencerClientId.of(clientId), loginEmail, loginPassword);
  }

  /**
   * Routes to a client by an id that is a string.
   *
   * @param clientId the id of the Smartlead client; not blank
   * @param loginEmail the e-mail address of the login; not blank
   * @param loginPassword the password of the login; not blank
   * @return the sequencer
   * @throws ai.peeker.partner.error.InvalidRequestException if an argument is null or blank
   */
  public static Sequencer client(String clientId, String loginEmail, Secret loginPassword) {
    if (OrderValidator.requireNonNull("sequencer.client_id", clientId).isBlank()) {
      throw OrderValidator.rejected(
          "sequencer.client_id",
          "must not be blank. Pass the id, or call Smartlead.defaultRoute(…).");
    }
    return sequencer(SequencerClientId.of(clientId), loginEmail, loginPassword);
  }

  /**
   * Routes to the default or admin client of the account.
   *
   * @param loginEmail the e-mail address of the login; not blank
   * @param loginPassword the password of the login; not blank
   * @return the sequencer, whose {@code client_id} is null
   * @throws ai.peeker.partner.error.InvalidRequestException if the login is null or blank
   */
  public static Sequencer defaultRoute(String loginEmail, Secret loginPassword) {
    return sequencer(null, loginEmail, loginPassword);
  }

  private static Sequencer sequencer(
      @Nullable SequencerClientId clientId, String loginEmail, Secret loginPassword) {
    return OrderValidator.require(
        Sequencer.builder()
            .provider(SequencerProvider.SMARTLEAD)
            .clientId(clientId)
            .loginEmail(OrderValidator.requireNonNull("sequencer.login_email", loginEmail))
            .loginPassword(OrderValidator.requireNonNull("sequencer.login_password", loginPassword))
            .build());
  }
}
