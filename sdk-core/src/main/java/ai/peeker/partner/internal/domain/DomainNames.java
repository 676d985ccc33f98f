package ai.peeker.partner.internal.domain;

import java.net.IDN;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Validates host names according to RFC 1123, including international ones. */
public final class DomainNames {
  private static final Pattern NUMERIC = Pattern.compile(".*\\.[0-9]+");

  /** Characters that both standards drop; the joiners, which only the older one drops, are none. */
  private static final Pattern INVISIBLE =
      Pattern.compile("[\\u00ad\\u034f\\u1806\\u180b-\\u180d\\u200b\\u2060\\ufe00-\\ufe0f\\ufeff]");

  private static final int MAX_LENGTH = 253;
  private static final int MAX_LABEL = 63;
  private static final String TOO_LONG = "it is longer than " + MAX_LENGTH + " characters.";

  private DomainNames() {}

  /** Returns the form in which two spellings of one valid domain are equal. */
  public static String normalize(String name) {
    return IDN.toASCII(name, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
  }

  /**
   * Returns a form in which two spellings of one domain are equal; that of an invalid name is its
   * lower case, so that the server can say what is wrong with it. An id ({@code dom_…}) is no name:
   * its case counts.
   */
  public static String key(String nameOrId) {
    if (nameOrId.startsWith("dom_")) {
      return nameOrId;
    }
    String plain = plain(nameOrId);
    if (plain != null) {
      return plain;
    }
    try {
      String ascii = normalize(nameOrId);
      return isAmbiguous(nameOrId, ascii) ? lowerCase(nameOrId) : ascii;
    } catch (IllegalArgumentException e) { // not a host name
      return nameOrId.toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Returns the normalized form of a short ASCII name that ends with a word, which is certainly a
   * domain name. Returns null for any other name, which may be one too.
   */
  public static @Nullable String plain(String name) {
    int end = name.lastIndexOf('.') + 1;
    char previous = '.';
    boolean isLower = true;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean isSeparator = c == '.' || c == '-';
      boolean isMisplaced = previous == '.' || (previous == '-' && c == '.');
      if (isSeparator ? isMisplaced : !isLetter(c) && (c < '0' || c > '9')) {
        return null;
      }
      isLower &= c < 'A' || c > 'Z';
      previous = c;
    }
    boolean endsWithWord = end > 0 && end < name.length() && isLetter(name.charAt(end));
    if (!endsWithWord || previous == '-' || name.length() > MAX_LABEL) {
      return null;
    }
    return isLower ? name : name.toLowerCase(Locale.ROOT);
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  /** Returns the reason why this is not a domain name, with the remedy; null if it is one. */
  public static @Nullable String problem(String name) {
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
    return problem == null && isAmbiguous(name, ascii) ? ambiguity(name, ascii) : problem;
  }

  /** Suggests another spelling only if IDNA 2003, which Java knows, and IDNA 2008 agree on it. */
  private static String ambiguity(String name, String ascii) {
    String visible = INVISIBLE.matcher(lowerCase(name)).replaceAll("");
    String modern = Normalizer.normalize(visible, Normalizer.Form.NFKC).replace('\u3002', '.');
    return modern.equals(IDN.toUnicode(ascii))
        ? "it has a character that is invisible or has another spelling; if you mean "
            + ascii
            + ", use that."
        : "it has a character that older and newer standards read differently; use the form of the"
            + " name that starts with xn--.";
  }

  private static String lowerCase(String name) {
    return name.replace('\u03a3', '\u03c3').toLowerCase(Locale.ROOT); // sigma is never final here
  }

  /** Returns whether a server that reads Unicode in another way could read another domain. */
  private static boolean isAmbiguous(String name, String ascii) {
    boolean plain = name.chars().allMatch(c -> c < 0x80);
    return !plain && !IDN.toUnicode(ascii).equals(lowerCase(name));
  }

  private static @Nullable String asciiProblem(String ascii) {
    if (ascii.length() > MAX_LENGTH) {
      return TOO_LONG;
    }
    if (ascii.indexOf('.') < 0) {
      return "use the full name, such as acme-mail.com.";
    }
    if (ascii.endsWith(".")) {
      return "each label must have 1 to 63 letters, digits or hyphens and must not start or end"
          + " with a hyphen.";
    }
    return NUMERIC.matcher(ascii).matches() ? "it ends like an IP address." : null;
  }
}
