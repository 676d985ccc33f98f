package ai.peeker.partner.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.peeker.partner.Samples;
import ai.peeker.partner.call.Outcome;
import ai.peeker.partner.error.InvalidRequestException;
import ai.peeker.partner.model.Bundle;
import ai.peeker.partner.model.OrderDomain;
import ai.peeker.partner.model.Persona;
import ai.peeker.partner.model.Secret;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OrderInputTest extends OrderStepsFixture {
  private static final Secret PASSWORD = Secret.of("pass-8421");

  private static CustomOrder.PlanStep planStep() {
    return CustomOrder.builder().user("client@example.com");
  }

  static Stream<Arguments> nulls() {
    return Stream.of(
        rejected("user", () -> BundleOrder.builder().user(null)),
        rejected("user", () -> CustomOrder.builder().user(null)),
        rejected("bundle_id", () -> BundleOrder.builder().user("a@b.c").bundle((String) null)),
        rejected("bundle", () -> BundleOrder.builder().user("a@b.c").bundle((Bundle) null)),
        rejected("bundle", () -> Samples.bundleOrder().withBundle(null)),
        rejected(
            "sequencer", () -> BundleOrder.builder().user("a@b.c").bundle("bun_1").sequencer(null)),
        rejected("sequencer", () -> planStep().google(2, GoogleDensity.TWO).sequencer(null)),
        rejected("google_inboxes_per_domain", () -> planStep().google(2, null)),
        rejected("microsoft_inboxes_per_domain", () -> planStep().microsoft(2, null)),
        rejected("google_inboxes_per_domain", () -> new GooglePlan(2, null)),
        rejected("microsoft_inboxes_per_domain", () -> new MicrosoftPlan(2, null)),
        rejected(
            "microsoft_inboxes_per_domain",
            () -> planStep().google(2, GoogleDensity.TWO).microsoft(2, null)),
        rejected(
            "google_inboxes_per_domain",
            () -> planStep().microsoft(2, MicrosoftDensity.FIFTY).google(2, null)),
        rejected("domains", () -> domainsStep().domains((String[]) null)),
        rejected("domains", () -> domainsStep().domains((List<String>) null)),
        rejected("domains[0]", () -> domainsStep().domains((String) null)),
        rejected("domains[1]", () -> domainsStep().domains("a.com", null)),
        rejected("domains[1]", () -> domainsStep().domains(Arrays.asList("a.com", null))),
        rejected("domains", () -> domainsStep().orderDomains(null)),
        rejected(
            "domains[1]",
            () -> domainsStep().orderDomains(Arrays.asList(OrderDomain.of("a.com"), null))),
        rejected("first_name", () -> personasStep().persona(null, "Lee")),
        rejected("last_name", () -> personasStep().persona("Sam", null)),
        rejected("personas", () -> personasStep().personas((Persona[]) null)),
        rejected("personas[0]", () -> personasStep().personas((Persona) null)),
        rejected("personas", () -> personasStep().personas((List<Persona>) null)),
        rejected(
            "personas[1]", () -> personasStep().personas(Arrays.asList(Samples.sam(""), null))),
        rejected("first_name", () -> lastStep().persona(null, "Lee")),
        rejected("last_name", () -> lastStep().persona("Sam", null)),
        rejected("domain", () -> lastStep().domain(null)),
        rejected("domain", () -> lastStep().domain(null, "https://acme.com")),
        rejected("forwarding_url", () -> lastStep().domain("b.com", null)),
        rejected("forwarding_url", () -> lastStep().forwardingUrl(null)),
        rejected("sequencer.client_id", () -> Smartlead.client((String) null, "a@b.c", PASSWORD)),
        rejected("sequencer.login_email", () -> Smartlead.client(1, null, PASSWORD)),
        rejected("sequencer.login_password", () -> Smartlead.client(1, "a@b.c", null)),
        rejected("sequencer.login_email", () -> Smartlead.client("x", null, PASSWORD)),
        rejected("sequencer.login_password", () -> Smartlead.client("x", "a@b.c", null)),
        rejected("sequencer.login_email", () -> Smartlead.defaultRoute(null, PASSWORD)),
        rejected("sequencer.login_password", () -> Smartlead.defaultRoute("a@b.c", null)),
        rejected("order", () -> Order.of(null)));
  }

  @ParameterizedTest(name = "{index}: {0}")
  @MethodSource("nulls")
  void setter_givenNull_isRejectedByName(String name, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageStartingWith(name)
        .hasMessageContaining("null")
        .hasMessageEndingWith(" Nothing was sent.")
        .hasNoCause();
  }

  private static Arguments wrong(String message, ThrowingCallable call) {
    return Arguments.of(message, call);
  }

  static Stream<Arguments> wrongValues() {
    return Stream.of(
        wrong("user must not be blank: \"\".", () -> BundleOrder.builder().user("")),
        wrong("user must not be blank: \"  \".", () -> CustomOrder.builder().user("  ")),
        wrong(
            "user \"client\" must be a user id, which starts with usr_, or an e-mail" + " address.",
            () -> BundleOrder.builder().user("client")),
        wrong(
            "user \"ord_1\" must be a user id, which starts with usr_, or an e-mail" + " address.",
            () -> CustomOrder.builder().user("ord_1")),
        wrong(
            "user \"client@example.com?\" starts or ends with white space. Remove it.",
            () -> BundleOrder.builder().user("client@example.com\n")),
        wrong(
            "bundle_id must not be blank: \" \".",
            () -> BundleOrder.builder().user("a@b.c").bundle(" ")),
        wrong(
            "bundle_id is bun_123, but the bundle is bun_9. Pass the bundle of this order.",
            () -> Samples.bundleOrder().withBundle(otherBundle())),
        wrong(
            "google_licenses is out of range: 0 (expected 1 or more). To order no Google licenses, omit"
                + " Google.",
            () -> planStep().google(0, GoogleDensity.TWO)),
        wrong(
            "google_licenses is out of range: -1 (expected 1 or more). To order no Google licenses, omit"
                + " Google.",
            () -> planStep().google(-1, GoogleDensity.THREE)),
        wrong(
            "google_licenses is out of range: -2147483648 (expected 1 or more). To order no Google licenses, omit"
                + " Google.",
            () -> new GooglePlan(Integer.MIN_VALUE, GoogleDensity.TWO)),
        wrong(
            "microsoft_licenses is out of range: 0 (expected 1 or more). To order no Microsoft licenses, omit"
                + " Microsoft.",
            () -> planStep().microsoft(0, MicrosoftDensity.FIFTY)),
        wrong(
            "microsoft_licenses is out of range: -7 (expected 1 or more). To order no Microsoft licenses, omit"
                + " Microsoft.",
            () -> planStep().google(2, GoogleDensity.TWO).microsoft(-7, MicrosoftDensity.FIFTY)),
        wrong(
            "domains[1] \"ACME.com\" is the same domain as domains[0]. List each domain once.",
            () -> domainsStep().domains("acme.com", "ACME.com")),
        wrong(
            "domains[1] \"a.COM\" is the same domain as domains[0]. List each domain once.",
            () -> lastStep().domain("a.COM")),
        wrong(
            "domains[1] \"A.com\" is the same domain as domains[0]. List each domain once.",
            () -> lastStep().domain("A.com", "https://acme.com")),
        wrong(
            "domains[1] \"xn--mller-kva.de\" is the same domain as domains[0]. List each domain"
                + " once.",
            () -> domainsStep().domains("m\u00fcller.de", "xn--mller-kva.de")),
        wrong(
            "personas[0].first_name must not be blank: \" \".",
            () -> personasStep().persona(" ", "Lee")),
        wrong(
            "personas[0].last_name must not be blank: \"\".",
            () -> personasStep().persona("Sam", "")),
        wrong(
            "personas[1].last_name must not be blank: \"?\".",
            () -> lastStep().persona("Sam", "\t")),
        wrong(
            "personas has too many entries: 11 (expected at most 10).",
            () -> personasStep().personas(Collections.nCopies(11, Samples.sam("")))),
        wrong(
            "forwarding_url \"acme.com\" is not an http or https URL. Set one such as"
                + " https://acme.com/path.",
            () -> lastStep().forwardingUrl("acme.com")),
        wrong(
            "domains[1].forwarding_url \"\" is not an http or https URL. Set one such as"
                + " https://acme.com/path.",
            () -> lastStep().domain("b.com", "")),
        wrong(
            "personas[0].profile_picture_url \"sam.jpg\" is not an http or https URL. Set one such as"
                + " https://acme.com/path.",
            () -> personasStep().personas(Samples.sam("sam.jpg"))),
        wrong(
            "sequencer.client_id must not be blank. Pass the id, or call"
                + " Smartlead.defaultRoute(\u2026).",
            () -> Smartlead.client(" ", "a@b.c", PASSWORD)),
        wrong(
            "sequencer.login_email must not be blank: \" \".",
            () -> Smartlead.client(1, " ", PASSWORD)),
        wrong(
            "sequencer.login_password must not be blank. Set the password of the Smartlead login.",
            () -> Smartlead.client(1, "a@b.c", Secret.of(" \t"))));
  }

  private static ai.peeker.partner.model.Bundle otherBundle() {
    return Samples.bundle(10).toBuilder().id("bun_9").build();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrongValues")
  void setter_givenAWrongValue_namesItTheValueAndTheRemedy(String message, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(InvalidRequestException.class)
        .hasMessage(message + " Nothing was sent.");
  }

  @Test
  void rejection_beforeSending_saysThatNothingWasSent() {
    InvalidRequestException e =
        (InvalidRequestException) catchThrowable(() -> lastStep().forwardingUrl("acme"));

    assertThat(e.outcome()).isEqualTo(Outcome.NOT_SENT);
    assertThat(e.status()).isEmpty();
    assertThat(e.field()).isEqualTo("forwarding_url");
    assertThat(e.attempts()).isEmpty();
    assertThat(e.requestId()).isNull();
    assertThat(e.rawBody()).isNull();
  }

  @Test
  void personas_ten_areTaken() {
    BundleOrder order = personasStep().personas(Collections.nCopies(10, Samples.sam(""))).build();

    assertThat(order.personas()).hasSize(10);
  }

  @Test
  void persona_eleventhByItself_isRejected() {
    OrderBuilder.BuildStep<BundleOrder> ten =
        personasStep().personas(Collections.nCopies(10, Samples.sam("")));

    assertThatThrownBy(() -> ten.persona("Sam", "Lee"))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageStartingWith("personas has too many entries: 11 (expected at most 10).");
  }

  @Test
  void domains_severalWrong_areNamedInOneMessage() {
    assertThatThrownBy(() -> domainsStep().domains("a_b.com", "c.com", "C.com", "http://d.com"))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageStartingWith("The order is invalid (3 problems): ")
        .hasMessageContaining("domains[0] \"a_b.com\"")
        .hasMessageContaining("domains[2] \"C.com\"")
        .hasMessageContaining("domains[3] \"http://d.com\"");
  }

  @Test
  void longValue_inAMessage_isCutShort() {
    assertThatThrownBy(() -> lastStep().forwardingUrl("x".repeat(100_000)))
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(300));
  }

  @Test
  void domains_changedAfterwardsByTheCaller_stayAsTheyWere() {
    List<String> names = new ArrayList<>(List.of("a.com"));
    OrderBuilder.PersonasStep<BundleOrder> step = domainsStep().domains(names);

    names.set(0, "b.com");

    assertThat(step.persona("Sam", "Lee").build().domains())
        .containsExactly(OrderDomain.of("a.com"));
  }

  @Test
  void domains_ofAnOrder_cannotBeChanged() {
    assertThatThrownBy(() -> Samples.bundleOrder().domains().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void plans_inEitherOrder_makeEqualOrders() {
    CustomOrder one =
        planStep()
            .google(2, GoogleDensity.TWO)
            .microsoft(1, MicrosoftDensity.FIFTY)
            .sequencer(Samples.sequencer())
            .domains("a.com", "b.com")
            .persona("Sam", "Lee")
            .build();
    CustomOrder other =
        planStep()
            .microsoft(1, MicrosoftDensity.FIFTY)
            .google(2, GoogleDensity.TWO)
            .sequencer(Samples.sequencer())
            .domains(List.of("a.com", "b.com"))
            .persona("Sam", "Lee")
            .build();

    assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
  }

  @Test
  void toString_ofAnOrder_hidesThePassword() {
    assertThat(Samples.customOrder().toString())
        .contains("client@example.com")
        .doesNotContain("secret-password");
  }
}
