package ai.peeker.partner.webhook;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * One change to a delivery.
 *
 * @param kind what sort of change
 * @param where which header, and which place in it or in the body
 * @param what what comes there
 */
record FuzzStep(Kind kind, int where, int what) {
  private static final String ODD =
      "\0\t\n\r"
          + "\u000B\u001F\u007F\u0080\u00A0\u2003\u2028\u200B\uFEFF"
          + " ,.;=\"'%+-0159afAFgv١१๑１ａéıſ\u212A\uD800";
  private static final int[] ZEROS = {'٠', '۰', '०', '๐', '０', 0x1D7CE};
  private static final List<String> VALUES =
      List.of(
          "",
          " ",
          "0",
          "-1",
          "1778241601",
          "01778241600",
          "1778241600.0",
          "1778241600000",
          "99999999999999999999",
          "NaN",
          "v1",
          "v1=",
          "v1=" + "0".repeat(64),
          "v2=" + "0".repeat(64),
          "evt_2",
          "evt.1",
          "null",
          "\0");

  /** Sorts of changes. */
  enum Kind {
    CASE_OF_NAME,
    LOOKALIKE_NAME,
    SPACE_IN_NAME,
    NAME_GONE,
    NO_HEADER,
    NULL_VALUES,
    NO_VALUES,
    NULL_VALUE,
    VALUE_TWICE,
    VALUE_AND_NULL,
    OTHER_CASE_TOO,
    UNRELATED_HEADER,
    REPLACED_CHARACTER,
    INSERTED_CHARACTER,
    REMOVED_CHARACTER,
    SWAPPED_VALUES,
    OTHER_VALUE,
    HUGE_VALUE,
    OTHER_DIGITS,
    CASE_OF_VALUE,
    CASE_OF_HEX,
    SPACE_AROUND_VALUE,
    VERSION_BEFORE,
    VERSION_AFTER,
    FLIPPED_BIT,
    REPLACED_BYTE,
    INSERTED_BYTE,
    REMOVED_BYTE,
    CUT_BODY,
    NO_BODY,
    BYTE_ORDER_MARK,
    LINE_ENDS,
    UTF_16,
    BODY_TWICE,
    HUGE_BODY;

    boolean isOfHeaders() {
      return compareTo(FLIPPED_BIT) < 0;
    }
  }

  void applyTo(FuzzedDelivery delivery) {
    if (!kind.isOfHeaders()) {
      delivery.body = changed(delivery.body);
      return;
    }
    String name = FuzzedDelivery.NAMES.get(Math.floorMod(where, FuzzedDelivery.NAMES.size()));
    if (kind.compareTo(Kind.REPLACED_CHARACTER) < 0) {
      changeHeader(delivery, name);
    } else if (kind == Kind.SWAPPED_VALUES) {
      String other = FuzzedDelivery.NAMES.get(Math.floorMod(what, FuzzedDelivery.NAMES.size()));
      String value = delivery.valueOf(name);
      delivery.setValues(name, listOf(delivery.valueOf(other)));
      delivery.setValues(other, listOf(value));
    } else {
      delivery.setValues(name, listOf(changed(delivery.valueOf(name))));
    }
  }

  private void changeHeader(FuzzedDelivery delivery, String name) {
    String value = delivery.valueOf(name);
    switch (kind) {
      case CASE_OF_NAME -> delivery.rename(name, otherCase(name));
      case LOOKALIKE_NAME ->
          delivery.rename(name, name.replace('k', '\u212A').replace('S', 'ſ').replace("-I", "-İ"));
      case SPACE_IN_NAME -> delivery.rename(name, where % 2 == 0 ? name + " " : " " + name);
      case NAME_GONE -> delivery.rename(name, null);
      case NO_HEADER -> delivery.headers.remove(delivery.spellingOf(name));
      case NULL_VALUES -> delivery.setValues(name, null);
      case NO_VALUES -> delivery.setValues(name, List.of());
      case NULL_VALUE -> delivery.setValues(name, listOf((String) null));
      case VALUE_TWICE -> delivery.setValues(name, listOf(value, value));
      case VALUE_AND_NULL -> delivery.setValues(name, listOf(value, null));
      case OTHER_CASE_TOO -> delivery.headers.put(otherCase(name), listOf(value));
      default -> delivery.headers.put("X-" + name, listOf(value));
    }
  }

  private String changed(String value) {
    int at = Math.floorMod(where / 3, value.length() + 1);
    String before = value.substring(0, at);
    String after = value.substring(at);
    String rest = after.isEmpty() ? "" : after.substring(1);
    return switch (kind) {
      case REPLACED_CHARACTER -> before + character() + rest;
      case INSERTED_CHARACTER -> before + character() + after;
      case REMOVED_CHARACTER -> before + rest;
      case OTHER_VALUE -> VALUES.get(Math.floorMod(what, VALUES.size()));
      case HUGE_VALUE -> value.repeat(Math.floorMod(what, 200));
      case OTHER_DIGITS -> otherDigits(value);
      case CASE_OF_VALUE -> otherCase(value);
      case CASE_OF_HEX -> value.startsWith("v1=") ? "v1=" + otherCase(value.substring(3)) : value;
      case SPACE_AROUND_VALUE -> " \t".repeat(Math.floorMod(what, 3)) + value + " ";
      case VERSION_BEFORE -> "v" + Math.floorMod(what, 12) + "=00," + value;
      case VERSION_AFTER -> value + ", v" + Math.floorMod(what, 12) + "=00";
      default -> throw new AssertionError(kind);
    };
  }

  private char character() {
    return what % 4 == 0 ? (char) (what / 4) : ODD.charAt(Math.floorMod(what / 4, ODD.length()));
  }

  private String otherDigits(String value) {
    int zero = ZEROS[Math.floorMod(what, ZEROS.length)];
    return value
        .chars()
        .map(c -> c >= '0' && c <= '9' ? c - '0' + zero : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /** Some letters in the other case, told by the bits of a number. */
  private String otherCase(String text) {
    StringBuilder result = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      String letter = text.substring(i, i + 1);
      boolean upper = (what >>> (i % 32) & 1) == 1;
      result.append(upper ? letter.toUpperCase(Locale.ROOT) : letter.toLowerCase(Locale.ROOT));
    }
    return result.toString();
  }

  private byte[] changed(byte[] body) {
    int at = Math.floorMod(where, body.length + 1);
    byte[] before = Arrays.copyOf(body, at);
    byte[] after = Arrays.copyOfRange(body, at, body.length);
    byte[] rest = Arrays.copyOfRange(body, Math.min(at + 1, body.length), body.length);
    byte[] one = {(byte) what};
    return switch (kind) {
      case FLIPPED_BIT -> flipped(body);
      case REPLACED_BYTE -> joined(before, one, rest);
      case INSERTED_BYTE -> joined(before, one, after);
      case REMOVED_BYTE -> joined(before, rest);
      case CUT_BODY -> before;
      case NO_BODY -> new byte[0];
      case BYTE_ORDER_MARK -> joined(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF}, body);
      case LINE_ENDS -> latin1(latin1(body).replace("\r\n", "\n").replace('\r', '\n'));
      case UTF_16 -> new String(body, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_16);
      case BODY_TWICE -> joined(body, body);
      case HUGE_BODY -> Arrays.copyOf(body, body.length + Math.floorMod(what, 5_000));
      default -> throw new AssertionError(kind);
    };
  }

  private byte[] flipped(byte[] body) {
    byte[] changed = body.clone();
    if (changed.length > 0) {
      changed[Math.floorMod(where, changed.length)] ^= (byte) (1 << Math.floorMod(what, 8));
    }
    return changed;
  }

  private static String latin1(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] joined(byte[]... parts) {
    int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
    byte[] joined = new byte[length];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, joined, at, part.length);
      at += part.length;
    }
    return joined;
  }

  private static List<String> listOf(String... values) {
    return new ArrayList<>(Arrays.asList(values)); // of nulls, too
  }
}
