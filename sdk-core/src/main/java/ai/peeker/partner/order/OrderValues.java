package ai.peeker.partner.order;

import ai.peeker.partner.internal.domain.DomainNames;
import ai.peeker.partner.model.Secret;
import ai.peeker.partner.model.SequencerClientId;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Rules for single values. Each returns the reason why a value is invalid, or null if it is valid.
 */
final class OrderValues {
  private static final int MAX_QUOTED = 80;
  private static final int MAX_DIGITS = 1000; // no JSON parser has to read a longer number

  private OrderValues() {}

  static @Nullable String string(Object value) {
    if (!(value instanceof String string)) {
      return "must be a string.";
    }
    if (string.isBlank()) {
      return "must not be blank: " + quoted(string) + ".";
    }
    return string.equals(string.strip())
        ? unwritable(string)
        : quoted(string) + " starts or ends with white space. Remove it.";
  }

  /** Accepts an id, whose form after the prefix the API leaves open, or characters around an @. */
  static @Nullable String user(Object value) {
    String problem = string(value);
    String user = value.toString();
    int at = user.indexOf('@');
    boolean isEmail = at > 0 && at + 1 < user.length() && user.indexOf('@', at + 1) < 0;
    boolean isId = user.startsWith("usr_") && user.length() > "usr_".length();
    boolean isUser =
        (isEmail || isId) && !anyMatch(user, c -> c == ' ' || (c >= '\t' && c <= '\r'));
    return problem != null || isUser
        ? problem
        : quoted(user) + " must be a user id, which starts with usr_, or an e-mail address.";
  }

  static String outOfRange(Object value, String expected) {
    return "is out of range: " + value + " (expected " + expected + ").";
  }

  static @Nullable String licenses(String provider, int licenses) {
    String remedy = " To order no % licenses, omit %.";
    return licenses >= 1 ? null : outOfRange(licenses, "1 or more") + remedy.replace("%", provider);
  }

  static @Nullable String oneOf(List<?> known, Object value, String expected) {
    return known.contains(value) ? null : outOfRange(value, expected);
  }

  static @Nullable String clientId(Object value) {
    Object plain = ((SequencerClientId) value).toJson();
    return plain instanceof String || plain instanceof Number
        ? unwritable(plain)
        : "is neither a number nor a string. Set the id of the Smartlead client, or null for the"
            + " default route.";
  }

  static @Nullable String password(Object value) {
    return ((Secret) value).reveal().isBlank()
        ? "must not be blank. Set the password of the Smartlead login."
        : unwritable(value);
  }

  static @Nullable String url(Object value) {
    String problem = HttpUrls.problem(value);
    return problem == null ? unwritable(value) : problem;
  }

  /** The API takes an empty string, like null, as "no picture". */
  static @Nullable String picture(Object value) {
    return value.equals("") ? null : url(value);
  }

  /**
   * Returns the reason why a domain is not valid or not new, and adds a valid one.
   *
   * @param names the normalized names of the domains before it, each with its index
   */
  static @Nullable String domain(@Nullable Object value, int index, NameIndex names) {
    if (!(value instanceof String name)) {
      return "is neither a domain name nor an object with a domain.";
    }
    String plain = DomainNames.plain(name);
    String problem = plain == null ? DomainNames.problem(name) : null;
    if (problem != null) {
      return quoted(name) + " is not a domain name: " + problem;
    }
    int first = names.putIfAbsent(plain == null ? DomainNames.normalize(name) : plain, index);
    return first < 0
        ? null
        : quoted(name) + " is the same domain as domains[" + first + "]. List each domain once.";
  }

  /** Returns why a plain JSON value cannot be sent as it is. */
  static @Nullable String unwritable(@Nullable Object value) {
    if (value instanceof String string) {
      return hasUnpairedSurrogate(string) ? "must not contain an unpaired surrogate." : null;
    }
    if (value instanceof Secret secret) {
      return unwritable(secret.reveal());
    }
    boolean isLong =
        (value instanceof BigDecimal decimal && digits(decimal) > MAX_DIGITS)
            || (value instanceof BigInteger integer
                && digits(new BigDecimal(integer)) > MAX_DIGITS);
    return isLong ? "has too many digits (expected at most " + MAX_DIGITS + ")." : null;
  }

  private static boolean hasUnpairedSurrogate(String string) {
    for (int i = 0; i < string.length(); i++) {
      if (Character.isSurrogate(string.charAt(i))) {
        int next = i + 1;
        if (next == string.length()
            || !Character.isSurrogatePair(string.charAt(i), string.charAt(next))) {
          return true;
        }
        i = next;
      }
    }
    return false;
  }

  static boolean anyMatch(String string, IntPredicate predicate) {
    for (int i = 0; i < string.length(); i++) { // a stream would take much longer
      if (predicate.test(string.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  /** Returns the number of digits without an exponent, which could be a billion. */
  private static long digits(BigDecimal number) {
    long scale = number.scale();
    return scale > 0 ? Math.max(number.precision(), scale) + 2 : number.precision() - scale;
  }

  static String quoted(String value) {
    String shown = value.length() > MAX_QUOTED ? value.substring(0, MAX_QUOTED) + "…" : value;
    return "\"" + shown.replaceAll("\\p{Cntrl}", "?") + "\"";
  }
}
