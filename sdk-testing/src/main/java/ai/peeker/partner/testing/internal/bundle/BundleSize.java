package ai.peeker.partner.testing.internal.bundle;

import java.math.BigInteger;

/**
 * Computes how many domains a monthly volume needs, without rounding on the way: each Google inbox
 * sends 20 emails a day, each Microsoft domain 150.
 */
record BundleSize(long google, long microsoft) {
  private static final int WORKDAYS = 22;
  private static final int ALL_DAYS = 30;
  private static final int PER_GOOGLE_INBOX = 20;
  private static final int PER_MICROSOFT_DOMAIN = 150;

  /** Computes {@code ceil(volume × percent / 100 / days / capacity)} for both providers. */
  static BundleSize of(long volume, int googlePercent, boolean weekends, int inboxesPerDomain) {
    int days = weekends ? ALL_DAYS : WORKDAYS;
    return new BundleSize(
        domains(volume, googlePercent, days * PER_GOOGLE_INBOX * inboxesPerDomain),
        domains(volume, 100 - googlePercent, days * PER_MICROSOFT_DOMAIN));
  }

  long total() {
    return google + microsoft;
  }

  private static long domains(long volume, int percent, int capacity) {
    BigInteger[] quotient =
        BigInteger.valueOf(volume)
            .multiply(BigInteger.valueOf(percent))
            .divideAndRemainder(BigInteger.valueOf(100L * capacity));
    return quotient[0].longValueExact() + quotient[1].signum();
  }
}
