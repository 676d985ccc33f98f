package ai.peeker.partner.order;

import ai.peeker.partner.model.DomainWithForwarding;
import ai.peeker.partner.model.OrderDomain;
import java.net.IDN;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Host names as RFC 1123 allows them, international ones included. */
final class DomainNames {
  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
  private static final Pattern DIGITS = Pattern.compile("[0-9]+");
  private static final int MAX_LENGTH = 253;
  private static final String TOO_LONG = "it is longer than " + MAX_LENGTH + " characters.";

  private DomainNames() {}

  static String of(OrderDomain domain) {
    if (domain instanceof OrderDomain.OfString name) {
      return name.value();
    }
    return domain instanceof DomainWithForwarding own ? own.domain() : "";
  }

  /** The form in which two spellings of one domain are equal. */
  static String normal(String name) {
    return IDN.toASCII(name, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
  }

  /** Why this is no domain name, with the remedy; null if it is one. */
  static @Nullable String fault(String name) {
    if (name.isBlank()) {
      return "it is blank.";
    }
    if (name.contains("/") || name.contains(":") || name.contains("@")) {
      return "give the bare name, without scheme, path, port or mailbox.";
    }
    if (name.length() > MAX_LENGTH) {
      return TOO_LONG;
    }
    String ascii;
    try {
      ascii = normal(name);
    } catch (IllegalArgumentException e) { // a character or a length that no host name has
      return "it has a character or a length that host names do not have.";
    }
    String fault = asciiFault(ascii);
    return fault == null && isAmbiguous(name, ascii)
        ? "it has a character that is invisible or has another spelling; if you mean "
            + ascii
            + ", give that."
        : fault;
  }

  /** Whether a server that reads Unicode in another way could take the name for another domain. */
  private static boolean isAmbiguous(String name, String ascii) {
    boolean plain = name.chars().allMatch(c -> c < 0x80);
    return !plain && !IDN.toUnicode(ascii).equals(name.toLowerCase(Locale.ROOT));
  }

  private static @Nullable String asciiFault(String ascii) {
    if (ascii.length() > MAX_LENGTH) {
      return TOO_LONG;
    }
    String[] labels = ascii.split("\\.", -1);
    if (labels.length < 2) {
      return "give the full name, such as acme-mail.com.";
    }
    for (String label : labels) {
      if (!LABEL.matcher(label).matches()) {
        return "between the dots stand 1 to 63 letters, digits and inner hyphens.";
      }
    }
    boolean numeric = DIGITS.matcher(labels[labels.length - 1]).matches();
    return numeric ? "it ends like an IP address." : null;
  }
}
