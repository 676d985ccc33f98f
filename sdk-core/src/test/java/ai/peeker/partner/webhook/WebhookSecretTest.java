package ai.peeker.partner.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.peeker.partner.model.Secret;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets that were damaged when they were copied. */
class WebhookSecretTest {
  private static final String CANARY = "whsec_canary";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%s\n",
        "%s\r\n",
        " %s",
        "\t%s",
        "whsec _%s",
        "%s\u00A0", // no-break space
        "\u00A0%s",
        "%s\u2007",
        "%s\u202F",
        "%s\u3000",
        "%s\u0085",
        "%s\u2028",
        "%s\u200B", // zero-width space
        "\u200B%s",
        "wh\u200Bsec_%s",
        "%s\u200D",
        "%s\u200E",
        "%s\u2060",
        "\uFEFF%s", // byte order mark
        "%s\u00AD",
        "%s\u0000",
        "\u001B[0m%s",
        "%s\uD83D", // half a character, which has no bytes in UTF-8
        "\uE000%s"
      })
  void secret_withWhiteSpaceOrInvisibleCharacters_isRejectedWhenItIsAdded(String damaged) {
    assertRejected(damaged, "must not contain white space or invisible characters");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"%s\"", "'%s'", "`%s`", "“%s”", "„%s“", "‘%s’", "«%s»", "\"%s", "%s'"})
  void secret_withQuotesAroundIt_isRejectedWhenItIsAdded(String damaged) {
    assertRejected(damaged, "must not have quotes around it");
  }

  private static void assertRejected(String damaged, String problem) {
    Secret secret = Secret.of(damaged.replace("%s", CANARY));
    assertThatThrownBy(() -> WebhookVerifier.builder().secret("live", secret))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("The webhook secret \"live\" " + problem)
        .hasMessageNotContaining("canary");
    assertThatThrownBy(
            () -> WebhookVerifier.builder().secret("live", secret, WebhookEnvironment.LIVE))
        .isExactlyInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"whsec_a/b+c==", "a\"b'c`d", "geheim-ß-鍵-😀", "%24{x}", "-", "0", "a“b"})
  void secret_ofVisibleCharacters_isTaken(String secret) {
    assertThat(WebhookVerifier.builder().secret("live", Secret.of(secret)).build())
        .asString()
        .doesNotContain(secret.length() > 1 ? secret : "no secret")
        .contains("secrets=[live]");
  }
}
