package ai.peeker.partner.order;

import ai.peeker.partner.model.DomainWithForwarding;
import ai.peeker.partner.model.OrderDomain;
import java.net.IDN;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Validates host names according to RFC 1123, including international ones. */
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
    return domain instanceof DomainWithForwarding forwarding ? forwarding.domain() : "";
  }

  /** Returns the form in which two spellings of one domain are equal. */
  static String normalize(String name) {
    return IDN.toASCII(name, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
  }

  /** Returns the reason why this is not a domain name, with the remedy; null if it is one. */
  static @Nullable String problem(String name) {
    if (name.isBlank()) {
      return "it is blank.";
    }
    if (name.contains("/") || name.contains(":") || name.contains("@")) {
      return "use the bare name, without scheme, path, port or mailbox.";
    }
    if (name.length() > MAX_LENGTH) {
      return TOO_LONG;
    }
    String ascii;
    try {
      ascii = normalize(name);
    } catch (IllegalArgumentException e) { // a character or a length that no host name has
      return "it has a character or a length that host names do not allow.";
    }
    String problem = asciiProblem(ascii);
    return problem == null && isAmbiguous(name, ascii)
        ? "it has a character that is invisible or has another spelling; if you mean "
            + ascii
            + ", use that."
        : problem;
  }

  /** Returns whether a server that reads Unicode in another way could read another domain. */
  private static boolean isAmbiguous(String name, String ascii) {
    boolean plain = name.chars().allMatch(c -> c < 0x80);
    return !plain && !IDN.toUnicode(ascii).equals(name.toLowerCase(Locale.ROOT));
  }

  private static @Nullable String asciiProblem(String ascii) {
    if (ascii.length() > MAX_LENGTH) {
      return TOO_LONG;
    }
    String[] labels = ascii.split("\\.", -1);
    if (labels.length < 2) {
      return "use the full name, such as acme-mail.com.";
    }
    for (String label : labels) {
      if (!LABEL.matcher(label).matches()) {
        return "each label must have 1 to 63 letters, digits or hyphens and must not start or end"
            + " with a hyphen.";
      }
    }
    boolean numeric = DIGITS.matcher(labels[labels.length - 1]).matches();
    return numeric ? "it ends like an IP address." : null;
  }
}
