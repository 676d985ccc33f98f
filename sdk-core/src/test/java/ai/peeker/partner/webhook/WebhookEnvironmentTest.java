package ai.peeker.partner.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.model.Secret;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Live or sandbox, when it can be known. */
class WebhookEnvironmentTest {
  private static final String OF_SANDBOX = "{\"api_key\":{\"environment\":\"test\"}}";

  @Test
  void environment_saidByNeitherSecretNorBody_isNotKnown() {
    assertThat(SignedBodies.verified("order.completed", "{}").environment()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"api_key\":{\"environment\":\"test\"}}',                 SANDBOX",
    "'{\"api_key\":{\"environment\":\"live\"}}',                 LIVE",
    "'{\"api_key\":{\"environment\":\"TEST\"}}',                 ",
    "'{\"api_key\":{\"environment\":\"\"}}',                     ",
    "'{\"api_key\":{\"environment\":null}}',                     ",
    "'{\"api_key\":{\"environment\":[\"test\"]}}',               ",
    "'{\"api_key\":{}}',                                         ",
    "'{\"api_key\":\"test\"}',                                   ",
    "'{\"api_key\":null}',                                       ",
    "'{\"order\":{\"api_key\":{\"environment\":\"test\"}}}',     SANDBOX",
    "'{\"order\":{\"id\":\"o\"},\"api_key\":{\"environment\":\"live\"}}', LIVE",
    "'[]',                                                       "
  })
  void environment_ofTheKeyInTheBody_isTold(String data, WebhookEnvironment expected) {
    assertThat(SignedBodies.verified("order.completed", data).environment())
        .isEqualTo(Optional.ofNullable(expected));
  }

  @Test
  void environment_declaredForTheSecret_winsOverTheBody() {
    WebhookVerifier verifier =
        Verifiers.builderAt(Verifiers.SIGNED_AT)
            .secret("sandbox", Secret.of("whsec_sandbox_9b0d"), WebhookEnvironment.SANDBOX)
            .secret("live", Secret.of(SignedWebhook.SECRET), WebhookEnvironment.LIVE)
            .build();
    VerifiedWebhook verified =
        SignedBodies.verified(verifier, SignedBodies.body("order.completed", OF_SANDBOX));

    assertThat(verified.environment()).contains(WebhookEnvironment.LIVE);
    assertThat(verified.secretLabel()).isEqualTo("live");
  }
}
