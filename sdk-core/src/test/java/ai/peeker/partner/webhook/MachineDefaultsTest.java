package ai.peeker.partner.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Asserts that a JVM of {@link ForeignDefaultsTest}, which sets the properties, has the locale and
 * the charset that it asked for.
 */
@EnabledIfSystemProperty(
    named = "expected.locale",
    matches = ".+",
    disabledReason = "the defaults are the machine's")
class MachineDefaultsTest {
  /** What these locales make of the number 1778241600 and of the letter I. */
  private static final Map<String, String> TELLTALES =
      Map.of(
          "ar-EG", "١٧٧٨٢٤١٦٠٠ i",
          "fa-IR", "۱۷۷۸۲۴۱۶۰۰ i",
          "hi-IN-u-nu-deva", "१७७८२४१६०० i",
          "th-TH-u-nu-thai", "๑๗๗๘๒๔๑๖๐๐ i",
          "tr-TR", "1778241600 ı");

  @Test
  void defaultLocale_isTheOneOfTheRun() {
    String expected = System.getProperty("expected.locale");

    assertThat(Locale.getDefault().toLanguageTag()).isEqualTo(expected);
    assertThat(Locale.getDefault(Locale.Category.FORMAT).toLanguageTag()).isEqualTo(expected);
  }

  @Test
  @SuppressWarnings("StringCaseLocaleUsage") // the test is about the default locale
  void defaultLocale_changesDigitsOrLetters() {
    String number = String.format("%d", 1778241600);
    assertThat(number + " " + "I".toLowerCase())
        .isEqualTo(TELLTALES.get(System.getProperty("expected.locale")));
  }

  @Test
  @SuppressWarnings("DefaultCharset") // the test is about the default charset
  void defaultCharset_isTheOneOfTheRunAndChangesBytes() {
    String expected = System.getProperty("expected.charset");

    assertThat(Charset.defaultCharset().name()).isEqualTo(expected);
    assertThat("é".getBytes())
        .isEqualTo(
            expected.equals("US-ASCII")
                ? new byte[] {'?'}
                : new byte[] {(byte) 0xFE, (byte) 0xFF, 0, (byte) 0xE9}); // UTF-16
  }
}
