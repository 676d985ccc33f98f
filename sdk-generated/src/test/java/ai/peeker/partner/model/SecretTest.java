package ai.peeker.partner.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.peeker.partner.contract.Models;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SecretTest {
  private static final Secret SECRET = Secret.of(Samples.PASSWORD);

  @Test
  void toString_ofASecret_doesNotShowIt() {
    assertThat(SECRET).hasToString("***");
    assertThat(Map.of("password", List.of(SECRET)).toString()).doesNotContain(Samples.PASSWORD);
  }

  @Test
  void reveal_ofASecret_isTheString() {
    assertThat(SECRET.reveal()).isEqualTo(Samples.PASSWORD);
  }

  @Test
  void equals_sameString_only() {
    assertThat(SECRET)
        .isEqualTo(Secret.of(Samples.PASSWORD))
        .hasSameHashCodeAs(Secret.of(Samples.PASSWORD))
        .isNotEqualTo(Secret.of("other"))
        .isNotEqualTo(Samples.PASSWORD);
  }

  @Test
  void of_null_isRejected() {
    assertThatThrownBy(() -> Secret.of(null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("A secret must not be null. Check that its environment variable");
  }

  @Test
  void toJson_ofAModel_keepsTheSecretHidden() {
    assertThat(Samples.sequencer().toJson())
        .containsEntry("login_password", SECRET)
        .asString()
        .doesNotContain(Samples.PASSWORD);
  }

  @Test
  void toString_ofAnOrder_doesNotShowThePassword() {
    assertThat(Samples.bundleOrder().toString())
        .contains("loginPassword=***")
        .doesNotContain(Samples.PASSWORD);
  }

  @Test
  void toString_ofAModel_namesAdditionalPropertiesOnly() {
    OrderCosts costs =
        Samples.costs().toBuilder().additionalProperty("token", Samples.PASSWORD).build();

    assertThat(costs.toString())
        .isEqualTo("OrderCosts[totalCents=6800, currency=usd, additionalProperties=[token]]");
  }

  @Test
  void objectMapper_writesTheSecretToTheServer() {
    assertThat(Models.text(Samples.sequencer()))
        .contains("\"login_password\":\"marker-password-4711\"");
  }
}
