package ai.peeker.partner.internal.call;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RetryBudgetTest {
  private final RetryBudget budget = new RetryBudget();

  private int drain() {
    int granted = 0;
    while (granted < 1_000 && budget.takeToken()) {
      granted++;
    }
    return granted;
  }

  @Test
  void budget_full_grantsTenRetries() {
    assertThat(drain()).isEqualTo(10);
  }

  @Test
  void availableRetries_partlyEarned_areWholeOnes() {
    drain();
    for (int i = 0; i < 19; i++) {
      budget.callStarted();
    }

    assertThat(budget.availableRetries()).isEqualTo(1);
  }

  @Test
  void firstAttempts_ten_bringOneRetry() {
    drain();
    for (int i = 0; i < 9; i++) {
      budget.callStarted();
    }
    assertThat(budget.takeToken()).isFalse();

    budget.callStarted();

    assertThat(drain()).isEqualTo(1);
  }

  @Test
  void retry_thatSucceeds_isGivenBack() {
    drain();

    budget.retrySucceeded();

    assertThat(drain()).isEqualTo(1);
  }

  @Test
  void budget_neverHoldsMoreThanTenRetries() {
    for (int i = 0; i < 500; i++) {
      budget.callStarted();
      budget.retrySucceeded();
    }

    assertThat(drain()).isEqualTo(10);
  }

  @Test
  void outage_ofEverything_addsATenthAndTheReserve() {
    int retries = 0;
    for (int i = 0; i < 1_000; i++) {
      budget.callStarted();
      retries += budget.takeToken() ? 1 : 0;
    }

    // a call brings 1 tenth and a retry takes 10: 100 of reserve and 1,000 of calls, of which the
    // one that meets a full budget brings nothing
    assertThat(retries).isEqualTo(109);
  }
}
