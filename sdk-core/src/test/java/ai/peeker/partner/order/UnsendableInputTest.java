package ai.peeker.partner.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.peeker.partner.Samples;
import ai.peeker.partner.error.InvalidRequestException;
import ai.peeker.partner.model.DomainWithForwarding;
import ai.peeker.partner.model.Secret;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Input that would be sent as something else: strings that UTF-8 cannot encode, and misspelled
 * properties.
 */
class UnsendableInputTest extends OrderStepsFixture {
  private static final Secret PASSWORD = Secret.of("pass-8421");

  static Stream<Arguments> unpairedSurrogates() {
    Secret password = Secret.of("8421\ud800");
    return Stream.of(
        rejected("user", () -> BundleOrder.builder().user("a@b.c\udc00")),
        rejected("bundle_id", () -> BundleOrder.builder().user("a@b.c").bundle("bun_\ud800")),
        rejected("sequencer.client_id", () -> Smartlead.client("\ud800x", "a@b.c", PASSWORD)),
        rejected("sequencer.login_email", () -> Smartlead.client(1, "a\udfff@b.c", PASSWORD)),
        rejected("sequencer.login_password", () -> Smartlead.client(1, "a@b.c", password)),
        rejected("sequencer.login_password", () -> Smartlead.defaultRoute("a@b.c", password)),
        rejected("domains[1]", () -> domainsStep().domains("a.com", "\ud800.com")),
        rejected(
            "domains[1].forwarding_url", () -> lastStep().domain("b.com", "https://b.com/\ud800")),
        rejected("personas[0].first_name", () -> personasStep().persona("S\ud800m", "Lee")),
        rejected("personas[1].last_name", () -> lastStep().persona("Sam", "\udbff")),
        rejected(
            "personas[0].profile_picture_url",
            () -> personasStep().personas(Samples.sam("https://acme.com/\ud800"))),
        rejected("forwarding_url", () -> lastStep().forwardingUrl("https://acme.com/\ud800")));
  }

  @ParameterizedTest(name = "{index}: {0}")
  @MethodSource("unpairedSurrogates")
  void setter_givenAnUnpairedSurrogate_isRejectedByName(String name, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageStartingWith(name)
        .hasMessageEndingWith(" Nothing was sent.")
        .hasMessageNotContaining("8421");
  }

  @Test
  void setter_givenASurrogatePair_takesIt() {
    assertThat(lastStep().persona("\ud83d\ude00", "Lee").build().personas()).hasSize(2);
  }

  static Stream<Arguments> unknownProperties() {
    return Stream.of(
        rejected(
            "sequencer.clientId",
            () ->
                BundleOrder.builder()
                    .user("a@b.c")
                    .bundle("bun_1")
                    .sequencer(
                        Samples.sequencer().toBuilder().additionalProperty("clientId", 5).build())),
        rejected(
            "domains[0].forwarding_ulr",
            () ->
                domainsStep()
                    .orderDomains(
                        List.of(
                            DomainWithForwarding.builder()
                                .domain("a.com")
                                .additionalProperty("forwarding_ulr", "https://a.com")
                                .build()))),
        rejected(
            "personas[0].picture",
            () ->
                personasStep()
                    .personas(
                        Samples.sam("").toBuilder().additionalProperty("picture", null).build())));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("unknownProperties")
  void setter_givenAModelWithAnUnknownProperty_isRejectedByItsPath(
      String path, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(InvalidRequestException.class)
        .hasMessage(
            "Unknown property \"" + path + "\". Fix the name or remove it. Nothing was sent.");
  }
}
