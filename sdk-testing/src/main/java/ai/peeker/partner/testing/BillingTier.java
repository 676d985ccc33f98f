package ai.peeker.partner.testing;

/**
 * The billing tier of an account. It limits how many of the active Microsoft inboxes can be in
 * premium swaps.
 */
public enum BillingTier {
  /** Up to 20 % of the active Microsoft inboxes. */
  BASE(20),

  /** Up to 30 % of the active Microsoft inboxes. */
  PREMIUM(30),

  /** Up to 40 % of the active Microsoft inboxes. */
  VIP(40),

  /** Up to 60 % of the active Microsoft inboxes. */
  VIP_PLUS(60);

  private final int premiumSwapPercent;

  BillingTier(int premiumSwapPercent) {
    this.premiumSwapPercent = premiumSwapPercent;
  }

  int premiumSwapPercent() {
    return premiumSwapPercent;
  }
}
