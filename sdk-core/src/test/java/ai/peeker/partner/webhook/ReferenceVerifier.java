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
  private static final int LONGEST_SIGNATURE = 16_384;
  private static final String SEPARATORS = ",; \t\n\u000B\f\r";

  private final byte[] secret;

  ReferenceVerifier(String secret) {
    this.secret = secret.getBytes(StandardCharsets.UTF_8);
  }

  /** Returns whether each header is well-formed, and one of the first five signatures is right. */
  boolean accepts(Map<String, List<String>> headers, byte[] body) {
    String id = only(headers, "peeker-event-id");
    String timestamp = only(headers, "peeker-timestamp");
    List<String> signatures = versionOne(values(headers, "peeker-signature"));
    return consistsOf(id, 200, c -> c > ' ' && c < 127 && c != '.')
        && consistsOf(timestamp, 12, c -> c >= '0' && c <= '9')
        && signatures.contains(signature(id, timestamp, body));
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
    List<String> found = values(headers, name);
    return found.size() == 1 ? found.get(0) : null;
  }

  private static List<String> values(Map<String, List<String>> headers, String name) {
    List<String> found = new ArrayList<>();
    headers.forEach(
        (key, values) -> {
          if (key != null && values != null && lower(key).equals(name)) {
            found.addAll(values);
          }
        });
    return found.subList(0, Math.min(10, found.size()));
  }

  /** Returns the first five values of the version v1, in lower case. */
  private static List<String> versionOne(List<String> headers) {
    List<String> found = new ArrayList<>();
    boolean versionOne = false;
    for (String part : parts(headers)) {
      String value = part.startsWith("v1=") ? part.substring(3) : part;
      boolean digits =
          value.length() == 64
              && consistsOf(value, 64, c -> "0123456789abcdefABCDEF".indexOf(c) >= 0);
      if (digits && (versionOne || part.startsWith("v1=")) && found.size() < 5) {
        found.add(lower(value));
      }
      versionOne = digits ? versionOne || part.startsWith("v1=") : part.equals("v1");
    }
    return found;
  }

  private static List<String> parts(List<String> headers) {
    List<String> parts = new ArrayList<>();
    int length = 0;
    for (String header : headers) {
      length += header.length();
      StringBuilder part = new StringBuilder();
      for (char c : (header + ",").toCharArray()) {
        if (SEPARATORS.indexOf(c) < 0) {
          part.append(c);
        } else if (part.length() > 0) {
          parts.add(part.toString());
          part.setLength(0);
        }
      }
    }
    return length <= LONGEST_SIGNATURE ? parts : List.of();
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
