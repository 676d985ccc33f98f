package ai.peeker.partner.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.peeker.partner.contract.Contract;
import ai.peeker.partner.model.Bundle;
import ai.peeker.partner.model.CreateBundleRequest;
import ai.peeker.partner.model.GoogleInboxesPerDomain;
import ai.peeker.partner.order.GoogleDensity;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigInteger;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BundlePlanTest {
  @Test
  void documentedExample_needsFifteenGoogleAndFourMicrosoftDomains() {
    DomainRequirement domains = BundlePlan.of(25_000).requiredDomains();

    assertThat(domains).isEqualTo(new DomainRequirement(15, 4));
    assertThat(domains.total()).isEqualTo(19);
  }

  @Test
  void documentedExample_countedHere_equalsTheApisOwnCount() throws Exception {
    String json = Contract.example("response Bundle recommended_split").json();
    Bundle bundle =
        Bundle.fromJson(new ObjectMapper().readValue(json, java.util.Map.class).get("data"));

    assertThat(BundlePlan.of(25_000).requiredDomains()).isEqualTo(DomainRequirement.of(bundle));
  }

  /** The expectations are worked out by hand; each boundary has its two neighbors. */
  @ParameterizedTest(name = "{0} a month, {1} % Google, weekends {2}, density {3}: {4} + {5}")
  @CsvSource({
    "1, 50, false, TWO, 1, 1",
    "1, 100, false, TWO, 1, 0",
    "1, 0, false, TWO, 0, 1",
    "879, 100, false, TWO, 1, 0",
    "880, 100, false, TWO, 1, 0",
    "881, 100, false, TWO, 2, 0",
    "1320, 100, false, THREE, 1, 0",
    "1321, 100, false, THREE, 2, 0",
    "1200, 100, true, TWO, 1, 0",
    "1201, 100, true, TWO, 2, 0",
    "1800, 100, true, THREE, 1, 0",
    "1801, 100, true, THREE, 2, 0",
    "3300, 0, false, TWO, 0, 1",
    "3301, 0, false, TWO, 0, 2",
    "4500, 0, true, TWO, 0, 1",
    "4501, 0, true, TWO, 0, 2",
    "88000, 1, false, TWO, 1, 27",
    "88001, 1, false, TWO, 2, 27",
    "40000, 80, false, TWO, 37, 3",
    "9223372036854775807, 100, false, TWO, 10481104587334973, 0"
  })
  void volume_atABoundary_isRoundedUp(
      long volume, int percent, boolean weekends, GoogleDensity density, long google, long ms) {
    BundlePlan plan =
        BundlePlan.of(volume)
            .withGooglePercent(percent)
            .withSendOnWeekends(weekends)
            .withGoogleDensity(density);

    assertThat(plan.requiredDomains()).isEqualTo(new DomainRequirement(google, ms));
  }

  @Test
  void plan_ofAnySize_needsTheCeilingOfTheExactRational() {
    Random random = new Random(12);
    for (int i = 0; i < 200_000; i++) {
      long volume = 1 + (random.nextLong() >>> (1 + random.nextInt(62)));
      BundlePlan plan =
          new BundlePlan(
              volume < 1 ? Long.MAX_VALUE : volume,
              random.nextInt(101),
              random.nextBoolean(),
              density(random));

      assertThat(plan.requiredDomains()).as(plan.toString()).isEqualTo(exact(plan));
    }
  }

  private static GoogleDensity density(Random random) {
    return random.nextBoolean() ? GoogleDensity.TWO : GoogleDensity.THREE;
  }

  /** Volumes next to a whole number of domains, where a rounding error would show. */
  @Test
  void plan_nextToAWholeNumberOfDomains_needsTheCeilingOfTheExactRational() {
    Random random = new Random(15);
    for (int i = 0; i < 50_000; i++) {
      GoogleDensity density = density(random);
      boolean weekends = random.nextBoolean();
      int perDay = random.nextBoolean() ? 150 : 20 * density.inboxesPerDomain();
      long whole = (1L + random.nextInt(1_000_000)) * perDay * (weekends ? 30 : 22) * 100;
      BundlePlan plan =
          new BundlePlan(
              whole / (1 + random.nextInt(100)) + random.nextInt(3),
              random.nextInt(101),
              weekends,
              density);

      assertThat(plan.requiredDomains()).as(plan.toString()).isEqualTo(exact(plan));
    }
  }

  /** Computes volume / days × percent / 100 / capacity as one fraction, without rounding. */
  private static DomainRequirement exact(BundlePlan plan) {
    int days = plan.sendOnWeekends() ? 30 : 22;
    int googleCapacity = plan.googleDensity() == GoogleDensity.TWO ? 40 : 60;
    return new DomainRequirement(
        ceiling(plan.monthlySendingVolume(), plan.googlePercent(), days, googleCapacity),
        ceiling(plan.monthlySendingVolume(), 100 - plan.googlePercent(), days, 150));
  }

  private static long ceiling(long volume, int percent, int days, int capacity) {
    BigInteger[] quotient =
        BigInteger.valueOf(volume)
            .multiply(BigInteger.valueOf(percent))
            .divideAndRemainder(BigInteger.valueOf(100L * days * capacity));
    return quotient[0].longValueExact() + quotient[1].signum();
  }

  @Test
  void request_withoutChoices_hasTheDefaults() {
    assertThat(BundlePlan.of(request().build())).isEqualTo(BundlePlan.of(25_000));
  }

  @Test
  void request_withAllChoices_keepsThem() {
    CreateBundleRequest request =
        request()
            .googlePercent(80)
            .microsoftPercent(20)
            .sendOnWeekends(true)
            .googleInboxesPerDomain(GoogleInboxesPerDomain.THREE)
            .build();

    assertThat(BundlePlan.of(request))
        .isEqualTo(new BundlePlan(25_000, 80, true, GoogleDensity.THREE));
  }

  @ParameterizedTest
  @CsvSource({"80, 30", "0, 0"})
  void request_whosePercentagesAreNotAHundred_isRejected(
      @Nullable Integer google, @Nullable Integer microsoft) {
    CreateBundleRequest request =
        request().googlePercent(google).microsoftPercent(microsoft).build();

    assertThatThrownBy(() -> BundlePlan.of(request))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "google_percent and microsoft_percent must add up to 100, or both be null: "
                + google
                + " and "
                + microsoft);
  }

  @Test
  void request_withADensityThatTheApiDoesNotOffer_isRejected() {
    CreateBundleRequest request =
        request().googleInboxesPerDomain(GoogleInboxesPerDomain.of(4)).build();

    assertThatThrownBy(() -> BundlePlan.of(request))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("google_inboxes_per_domain is out of range: 4 (expected 2 or 3)");
  }

  @Test
  void plan_outOfRange_isRejected() {
    assertThatThrownBy(() -> BundlePlan.of(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("monthlySendingVolume is out of range: 0 (expected 1 or more)");
    assertThatThrownBy(() -> BundlePlan.of(1).withGooglePercent(101))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("googlePercent is out of range: 101 (expected 0 to 100)");
    assertThatThrownBy(() -> BundlePlan.of(1).withGooglePercent(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-1");
    assertThatThrownBy(() -> BundlePlan.of(1).withGoogleDensity(null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("googleDensity must not be null");
    assertThatThrownBy(() -> BundlePlan.of((CreateBundleRequest) null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("request must not be null");
  }

  private static CreateBundleRequest.Builder request() {
    return CreateBundleRequest.builder().name("Starter").monthlySendingVolume(25_000L);
  }
}
