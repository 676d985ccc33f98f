package ai.peeker.partner.testing.internal.domain;

import java.net.IDN;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Tells root domains, which can be bought and imported, from other names. */
public final class DomainName {
  private static final Pattern NAME =
      Pattern.compile("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+([a-z]{2,63}|xn--[a-z0-9-]{1,59})");
  private static final int MAX_LENGTH = 253;
  // Instead of the list of all public suffixes, which takes a second to read.
  private static final Set<String> SHARED_SECOND_LEVELS =
      Set.of("ac", "co", "com", "edu", "gov", "net", "org");

  private DomainName() {}

  /** Returns the name in lower case: domain names are case-insensitive. */
  public static String normalize(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns whether the name is a root domain: of two labels, such as acme.com, or of three below a
   * country's shared second level, such as acme.co.uk.
   */
  static boolean isRoot(String name) {
    String ascii = ascii(normalize(name));
    if (ascii.length() > MAX_LENGTH || !NAME.matcher(ascii).matches()) {
      return false;
    }
    List<String> labels = List.of(ascii.split("\\."));
    int last = labels.size() - 1;
    boolean isShared =
        labels.get(last).length() == 2 && SHARED_SECOND_LEVELS.contains(labels.get(last - 1));
    return labels.size() == (isShared ? 3 : 2);
  }

  private static String ascii(String name) {
    try {
      return name.chars().allMatch(c -> c < 0x80) ? name : IDN.toASCII(name);
    } catch (IllegalArgumentException notAHost) {
      return "";
    }
  }
}
