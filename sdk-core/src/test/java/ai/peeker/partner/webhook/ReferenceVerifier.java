package ai.peeker.partner.webhook;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Decides whether a delivery is signed, with plain loops instead of the patterns of the SDK. */
final class ReferenceVerifier {
  private static final int LONGEST_SIGNATURE = 1024;

  private final byte[] secret;

  ReferenceVerifier(String secret) {
    this.secret = secret.getBytes(StandardCharsets.UTF_8);
  }

  /** Returns whether each header is there once and well-formed, and the signature is right. */
  boolean accepts(Map<String, List<String>> headers, byte[] body) {
    String id = only(headers, "peeker-event-id");
    String timestamp = only(headers, "peeker-timestamp");
    String digits = versionOne(only(headers, "peeker-signature"));
    return consistsOf(id, 200, c -> c > ' ' && c < 127 && c != '.')
        && consistsOf(timestamp, 12, c -> c >= '0' && c <= '9')
        && digits != null
        && lower(digits).equals(signature(id, timestamp, body));
  }

  /** Returns the expected signature as hexadecimal digits. */
  String signature(String id, String timestamp, byte[] body) {
    ByteArrayOutputStream signed = new ByteArrayOutputStream();
    signed.writeBytes((timestamp + "." + id + ".").getBytes(StandardCharsets.UTF_8));
    signed.writeBytes(body);
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(signed.toByteArray()));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private interface CharTest {
    boolean test(char c);
  }

  private static boolean consistsOf(String value, int longest, CharTest allowed) {
    if (value == null || value.isEmpty() || value.length() > longest) {
      return false;
    }
    for (int i = 0; i < value.length(); i++) {
      if (!allowed.test(value.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** Returns the only value of the header, or null. */
  private static String only(Map<String, List<String>> headers, String name) {
    List<String> found = new ArrayList<>();
    headers.forEach(
        (key, values) -> {
          if (key != null && values != null && lower(key).equals(name)) {
            found.addAll(values);
          }
        });
    return found.size() == 1 ? found.get(0) : null;
  }

  /** Returns the only value of the version v1, or null. */
  private static String versionOne(String header) {
    if (header == null || header.length() > LONGEST_SIGNATURE) {
      return null;
    }
    List<String> found = new ArrayList<>();
    for (String part : header.split(",", -1)) {
      String trimmed = trim(part);
      if (trimmed.startsWith("v1=")) {
        found.add(trimmed.substring(3));
      }
    }
    return found.size() == 1 ? found.get(0) : null;
  }

  /** Removes spaces and tabs, and no other white space. */
  private static String trim(String part) {
    int from = 0;
    int to = part.length();
    while (from < to && (part.charAt(from) == ' ' || part.charAt(from) == '\t')) {
      from++;
    }
    while (from < to && (part.charAt(to - 1) == ' ' || part.charAt(to - 1) == '\t')) {
      to--;
    }
    return part.substring(from, to);
  }

  /** Converts the capitals of ASCII, and no others, to lower case. */
  private static String lower(String value) {
    StringBuilder lower = new StringBuilder(value);
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c >= 'A' && c <= 'Z') {
        lower.setCharAt(i, (char) (c + 'a' - 'A'));
      }
    }
    return lower.toString();
  }
}
