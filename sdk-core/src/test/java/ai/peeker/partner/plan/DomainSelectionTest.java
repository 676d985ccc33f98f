package ai.peeker.partner.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.peeker.partner.model.DomainAvailability;
import ai.peeker.partner.model.MailProvider;
import ai.peeker.partner.model.UnavailableReason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DomainSelectionTest {
  private static final List<MailProvider> BOTH =
      List.of(MailProvider.GOOGLE, MailProvider.MICROSOFT);
  private static final List<MailProvider> GOOGLE = List.of(MailProvider.GOOGLE);
  private static final List<MailProvider> MICROSOFT = List.of(MailProvider.MICROSOFT);

  private static DomainAvailability.Builder builder(String domain, List<MailProvider> usableFor) {
    return DomainAvailability.builder().domain(domain).available(true).usableFor(usableFor);
  }

  private static DomainAvailability row(String domain, long price, List<MailProvider> usableFor) {
    return builder(domain, usableFor).priceCents(price).renewalPriceCents(1500L).build();
  }

  private static DomainSelection choose(long google, long microsoft, DomainAvailability... rows) {
    return DomainSelection.choose(new DomainRequirement(google, microsoft), List.of(rows));
  }

  private static List<String> names(List<DomainAvailability> rows) {
    return rows.stream().map(DomainAvailability::domain).toList();
  }

  @Test
  void cheapestDomains_areChosen_inTheOrderOfTheRows() {
    DomainSelection selection =
        choose(
            2, 0, row("c.com", 1200, BOTH), row("a.com", 1500, BOTH), row("b.com", 1100, GOOGLE));

    assertThat(selection.domains()).containsExactly("c.com", "b.com");
    assertThat(selection.totalPriceCents()).hasValue(2300);
    assertThat(selection.isComplete()).isTrue();
    assertThat(selection.missing()).isEqualTo(new DomainRequirement(0, 0));
    assertThat(selection.orThrow()).isSameAs(selection);
  }

  @Test
  void microsoftDomains_areChosenThoughGoogleOnesAreCheaper() {
    DomainSelection selection =
        choose(
            1,
            1,
            row("cheap-1.com", 100, GOOGLE),
            row("cheap-2.com", 200, GOOGLE),
            row("dear.com", 9900, BOTH));

    assertThat(selection.domains()).containsExactly("cheap-1.com", "dear.com");
    assertThat(names(selection.google())).containsExactly("cheap-1.com");
    assertThat(names(selection.microsoft())).containsExactly("dear.com");
  }

  @Test
  void missingDomains_areCountedByProvider() {
    DomainSelection selection =
        choose(2, 2, row("a.com", 100, GOOGLE), row("b.com", 100, GOOGLE), row("c.com", 1, BOTH));

    assertThat(selection.isComplete()).isFalse();
    assertThat(selection.missing()).isEqualTo(new DomainRequirement(0, 1));
    assertThatThrownBy(selection::orThrow)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "The available domains are too few: 0 for Google and 1 for Microsoft are missing."
                + " Check the availability of more names.");
  }

  @Test
  void domainsThatCannotBeBought_areLeftOut() {
    DomainSelection selection =
        choose(
            9,
            0,
            DomainAvailability.builder()
                .domain("taken.com")
                .available(false)
                .reason(UnavailableReason.TAKEN)
                .build(),
            builder("premium.com", BOTH).priceCents(1L).premium(true).build(),
            DomainAvailability.builder().domain("silent.com").available(true).build(),
            builder("other.com", List.of(MailProvider.of("fastmail"))).build(),
            row("good.com", 1300, BOTH),
            row("GOOD.com", 1, BOTH));

    assertThat(selection.domains()).containsExactly("good.com");
    assertThat(selection.missing()).isEqualTo(new DomainRequirement(8, 0));
  }

  @Test
  void equalPrices_goByRenewalPriceThenByRow() {
    DomainSelection selection =
        choose(
            2,
            0,
            builder("late.com", BOTH).priceCents(1L).renewalPriceCents(9L).build(),
            builder("first.com", BOTH).priceCents(1L).renewalPriceCents(5L).build(),
            builder("second.com", BOTH).priceCents(1L).renewalPriceCents(5L).build(),
            builder("third.com", BOTH).priceCents(1L).renewalPriceCents(5L).build());

    assertThat(selection.domains()).containsExactly("first.com", "second.com");
  }

  @Test
  void unknownPrice_isTakenLast_andMakesTheTotalUnknown() {
    DomainAvailability unknown = builder("unknown.com", BOTH).build();

    assertThat(choose(1, 0, unknown, row("a.com", 99_999, BOTH)).domains())
        .containsExactly("a.com");
    DomainSelection both = choose(2, 0, unknown, row("a.com", 99_999, BOTH));
    assertThat(both.domains()).containsExactly("unknown.com", "a.com");
    assertThat(both.totalPriceCents()).isEqualTo(OptionalLong.empty());
  }

  @Test
  void severalCurrencies_areRejected() {
    assertThatThrownBy(
            () ->
                choose(
                    1,
                    0,
                    builder("a.com", BOTH).priceCents(1L).currency("USD").build(),
                    builder("b.com", BOTH).priceCents(1L).currency("eur").build()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("rows have prices in usd and eur. Pass one currency.");
    assertThat(
            choose(
                    2,
                    0,
                    builder("a.com", BOTH).priceCents(1L).currency("USD").build(),
                    builder("b.com", BOTH).priceCents(1L).currency("usd").build(),
                    row("c.com", 9, BOTH))
                .isComplete())
        .isTrue();
  }

  @Test
  void rowThatCouldNotBeRead_isLeftOut() {
    DomainSelection selection =
        DomainSelection.choose(
            new DomainRequirement(1, 0), Arrays.asList(null, row("a.com", 1, BOTH)));

    assertThat(selection.domains()).containsExactly("a.com");
  }

  @Test
  void nullArgument_isRejected() {
    assertThatThrownBy(() -> DomainSelection.choose(null, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("requirement must not be null");
    assertThatThrownBy(() -> DomainSelection.choose(new DomainRequirement(1, 1), null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("rows must not be null");
  }

  @Test
  void choice_ofAnyRows_isTheCheapestOfTheLargestThatCanBeAssigned() {
    Random random = new Random(5);
    for (int i = 0; i < 3_000; i++) {
      DomainRequirement required = new DomainRequirement(random.nextInt(4), random.nextInt(4));
      List<DomainAvailability> rows = new ArrayList<>();
      for (int j = random.nextInt(9); j > 0; j--) {
        List<MailProvider> usableFor = List.of(BOTH, GOOGLE, MICROSOFT).get(random.nextInt(3));
        rows.add(row("domain-" + j + ".com", random.nextInt(5), usableFor));
      }

      DomainSelection selection = DomainSelection.choose(required, rows);

      long value = selection.domains().size() * 1_000L - selection.totalPriceCents().orElseThrow();
      assertThat(value).as(required + " of " + rows).isEqualTo(best(required, rows));
      assertThat(selection.google()).hasSizeLessThanOrEqualTo((int) required.google());
      assertThat(selection.google()).allMatch(row -> row.usableFor().contains(MailProvider.GOOGLE));
      assertThat(selection.microsoft())
          .hasSizeLessThanOrEqualTo((int) required.microsoft())
          .allMatch(row -> row.usableFor().contains(MailProvider.MICROSOFT));
      assertThat(selection.google().size() + selection.microsoft().size())
          .isEqualTo(selection.domains().size());
    }
  }

  /** Tries every use of every row: for Google, for Microsoft or for none. */
  private static long best(DomainRequirement required, List<DomainAvailability> rows) {
    if (rows.isEmpty()) {
      return 0;
    }
    DomainAvailability row = rows.get(0);
    List<DomainAvailability> rest = rows.subList(1, rows.size());
    long best = best(required, rest);
    long worth = 1_000 - row.priceCents();
    if (required.google() > 0 && row.usableFor().contains(MailProvider.GOOGLE)) {
      DomainRequirement left = new DomainRequirement(required.google() - 1, required.microsoft());
      best = Math.max(best, worth + best(left, rest));
    }
    if (required.microsoft() > 0 && row.usableFor().contains(MailProvider.MICROSOFT)) {
      DomainRequirement left = new DomainRequirement(required.google(), required.microsoft() - 1);
      best = Math.max(best, worth + best(left, rest));
    }
    return best;
  }
}
