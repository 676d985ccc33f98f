package ai.peeker.partner.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.peeker.partner.Samples;
import ai.peeker.partner.call.Outcome;
import ai.peeker.partner.error.DomainCountMismatchException;
import ai.peeker.partner.error.InvalidRequestException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DomainCountTest {
  /** Licenses 0 stands for "no plan of this provider"; every expectation is worked out by hand. */
  @ParameterizedTest(name = "google {0} by {1}, microsoft {2} by {3}: {4}")
  @CsvSource({
    "1, TWO, 0, , 1",
    "2, TWO, 0, , 1",
    "3, TWO, 0, , 2",
    "4, TWO, 0, , 2",
    "5, TWO, 0, , 3",
    "19, TWO, 0, , 10",
    "20, TWO, 0, , 10",
    "21, TWO, 0, , 11",
    "1, THREE, 0, , 1",
    "2, THREE, 0, , 1",
    "3, THREE, 0, , 1",
    "4, THREE, 0, , 2",
    "5, THREE, 0, , 2",
    "6, THREE, 0, , 2",
    "7, THREE, 0, , 3",
    "20, THREE, 0, , 7",
    "0, , 1, TWENTY_FIVE, 1",
    "0, , 1, FIFTY, 1",
    "0, , 1, SEVENTY_FIVE, 1",
    "0, , 1, NINETY_NINE, 1",
    "0, , 7, TWENTY_FIVE, 7",
    "0, , 7, FIFTY, 7",
    "0, , 7, SEVENTY_FIVE, 7",
    "0, , 7, NINETY_NINE, 7",
    "20, TWO, 2, FIFTY, 12",
    "21, TWO, 2, TWENTY_FIVE, 13",
    "21, THREE, 2, SEVENTY_FIVE, 9",
    "22, THREE, 2, NINETY_NINE, 10",
    "1, THREE, 1, FIFTY, 2",
    "2147483647, TWO, 0, , 1073741824",
    "2147483646, TWO, 0, , 1073741823",
    "2147483647, THREE, 0, , 715827883",
    "0, , 2147483647, NINETY_NINE, 2147483647",
    "2147483647, TWO, 2147483647, TWENTY_FIVE, 3221225471",
    "2147483647, THREE, 2147483647, FIFTY, 2863311530",
  })
  void required_ofPlans_isMicrosoftPlusGoogleByDensityRoundedUp(
      int google,
      @Nullable GoogleDensity googleDensity,
      int microsoft,
      @Nullable MicrosoftDensity microsoftDensity,
      long expected) {
    DomainCount count =
        DomainCount.ofPlans(
            google == 0 ? null : new GooglePlan(google, googleDensity),
            microsoft == 0 ? null : new MicrosoftPlan(microsoft, microsoftDensity),
            1);

    assertThat(count.required()).hasValue(expected);
    assertThat(count.missing()).hasValue(expected - 1);
  }

  @ParameterizedTest
  @CsvSource({"0, TWO, 0", "0, THREE, 0", "1, TWO, 1", "2147483647, TWO, 1073741824"})
  void google_zeroOrMoreLicenses_isRoundedUp(int licenses, GoogleDensity density, int expected) {
    assertThat(DomainCount.google(licenses, density)).isEqualTo(expected);
  }

  @Test
  void google_negativeLicenses_isRejectedByName() {
    assertThatThrownBy(() -> DomainCount.google(-5, GoogleDensity.TWO))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("google_licenses is out of range: -5 (expected 0 or more)");
  }

  @Test
  void google_nullDensity_isRejectedByName() {
    assertThatThrownBy(() -> DomainCount.google(2, null))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("google_inboxes_per_domain must not be null");
  }

  @Test
  void requireMatch_exactNumber_passes() {
    assertThatCode(() -> Samples.customOrder(12).domainCount().requireMatch())
        .doesNotThrowAnyException();
  }

  @Test
  void requireMatch_oneShort_saysHowManyToAdd() {
    assertThatThrownBy(() -> Samples.customOrder(11).domainCount().requireMatch())
        .isInstanceOf(DomainCountMismatchException.class)
        .hasMessage(
            "This order needs 12 domains but has 11: 2 Microsoft licenses, 1 domain each = 2; 20"
                + " Google licenses, 2 on each domain = ceil(20 / 2) = 10; together 12. Add 1"
                + " domain. Nothing was sent.");
  }

  @Test
  void requireMatch_oneOver_saysHowManyToRemove() {
    assertThatThrownBy(() -> Samples.customOrder(13).domainCount().requireMatch())
        .isInstanceOf(DomainCountMismatchException.class)
        .hasMessageContaining("This order needs 12 domains but has 13: ")
        .hasMessageContaining(" Remove 1 domain. Nothing was sent.");
  }

  @Test
  void requireMatch_twoOver_hasThePlural() {
    assertThatThrownBy(() -> Samples.customOrder(14).domainCount().requireMatch())
        .hasMessageContaining(" Remove 2 domains. Nothing was sent.");
  }

  @Test
  void requireMatch_noDomains_saysSo() {
    assertThatThrownBy(() -> Samples.customOrder(0).domainCount().requireMatch())
        .hasMessageContaining("This order needs 12 domains but has 0: ")
        .hasMessageContaining(" Add 12 domains. Nothing was sent.");
  }

  @Test
  void requireMatch_mismatch_carriesTheServersOwnFigures() {
    DomainCountMismatchException e =
        catchThrowableOfType(
            DomainCountMismatchException.class,
            () -> Samples.customOrder(9).domainCount().requireMatch());

    assertThat(e.requiredCount()).hasValue(12);
    assertThat(e.submittedCount()).hasValue(9);
    assertThat(e.missingCount()).hasValue(3);
    assertThat(e.field()).isEqualTo("domains");
    assertThat(e.code().value()).isEqualTo("domain_count_mismatch");
    assertThat(e.status()).isEmpty();
    assertThat(e.outcome()).isEqualTo(Outcome.NOT_SENT);
    assertThat(e.attempts()).isEmpty();
  }

  @Test
  void explanation_ofOneLicenseEach_isInTheSingular() {
    DomainCount count =
        DomainCount.ofPlans(
            new GooglePlan(1, GoogleDensity.THREE),
            new MicrosoftPlan(1, MicrosoftDensity.FIFTY),
            3);

    assertThat(count.explanation())
        .isEqualTo(
            "This order needs 2 domains but has 3: 1 Microsoft license, 1 domain each = 1; 1"
                + " Google license, 3 on each domain = ceil(1 / 3) = 1; together 2. Remove 1"
                + " domain.");
  }

  @Test
  void explanation_ofOneDomain_isInTheSingular() {
    DomainCount count = DomainCount.ofPlans(new GooglePlan(2, GoogleDensity.TWO), null, 1);

    assertThat(count.explanation())
        .isEqualTo(
            "This order needs 1 domain and has 1: 2 Google licenses, 2 on each domain = ceil(2 /"
                + " 2) = 1.");
  }

  @Test
  void explanation_ofBothAtTheMaximum_doesNotOverflow() {
    DomainCount count =
        DomainCount.ofPlans(
            new GooglePlan(Integer.MAX_VALUE, GoogleDensity.TWO),
            new MicrosoftPlan(Integer.MAX_VALUE, MicrosoftDensity.FIFTY),
            2);

    assertThat(count.explanation())
        .contains("needs 3221225471 domains but has 2")
        .endsWith(" Add 3221225469 domains.");
  }

  @Test
  void bundleOrder_withItsBundle_isCounted() {
    assertThatThrownBy(
            () -> Samples.bundleOrder().withBundle(Samples.bundle(12)).domainCount().requireMatch())
        .isInstanceOf(DomainCountMismatchException.class)
        .hasMessage(
            "This order needs 12 domains but has 10: see required_domains of bundle bun_123."
                + " Add 2 domains. Nothing was sent.");
  }

  @Test
  void bundleOrder_builtFromABundle_isCounted() {
    BundleOrder order =
        BundleOrder.builder()
            .user("client@example.com")
            .bundle(Samples.bundle(10))
            .sequencer(Samples.sequencer())
            .domains(Samples.domains(10))
            .persona("Sam", "Lee")
            .build();

    assertThat(order.domainCount().required()).hasValue(10);
    assertThat(order.domainCount().isAcceptable()).isTrue();
  }

  @Test
  void bundleOrder_withOnlyAnId_isLeftToTheServer() {
    DomainCount count = Samples.bundleOrder().domainCount();

    assertThat(count.required()).isEmpty();
    assertThat(count.missing()).isEmpty();
    assertThat(count.isAcceptable()).isTrue();
    assertThat(count.explanation())
        .isEqualTo(
            "This order has 10 domains; only the server knows how many domains bundle bun_123 needs.");
  }
}
