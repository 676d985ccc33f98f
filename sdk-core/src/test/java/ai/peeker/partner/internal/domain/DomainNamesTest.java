package ai.peeker.partner.internal.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.peeker.partner.Samples;
import ai.peeker.partner.error.InvalidRequestException;
import ai.peeker.partner.order.BundleOrder;
import java.time.Duration;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DomainNamesTest {
  private static final String LABEL_63 = "a".repeat(63);

  static Stream<String> validNames() {
    return Stream.of(
        "acme-mail.com",
        "domain-01.com",
        "ACME-Mail.COM",
        "a.io",
        "1and1.com",
        "007.co.uk",
        "mail.eu.acme.com",
        "xn--mller-kva.de",
        "XN--MLLER-KVA.de",
        "xn--80ak6aa92e.com",
        "example.xn--p1ai",
        "m\u00fcller.de",
        "M\u00dcLLER.de",
        "\u03a3\u0391\u03a3.gr", // capital sigmas, which are never final
        "\u043f\u0440\u0438\u043c\u0435\u0440.\u0440\u0444",
        "\u4f8b\u3048.jp",
        LABEL_63 + ".com",
        // 3 labels of 63 and one of 57, with 4 dots and "com": 3 * 64 + 58 + 3 = 253
        (LABEL_63 + ".").repeat(3) + "a".repeat(57) + ".com");
  }

  @ParameterizedTest
  @MethodSource("validNames")
  void problem_ofAHostName_isNone(String name) {
    assertThat(DomainNames.problem(name)).isNull();
  }

  static Stream<Arguments> invalidNames() {
    return Stream.of(
        Arguments.of("", "blank"),
        Arguments.of(" ", "blank"),
        Arguments.of("\t\n", "blank"),
        Arguments.of("https://acme.com", "without scheme"),
        Arguments.of("//acme.com", "without scheme"),
        Arguments.of("acme.com/", "without scheme"),
        Arguments.of("acme.com/mail", "without scheme"),
        Arguments.of("acme.com:443", "without scheme"),
        Arguments.of("sam@acme.com", "mailbox"),
        Arguments.of("[::1]", "without scheme"),
        Arguments.of("acme", "full name"),
        Arguments.of("localhost", "full name"),
        Arguments.of("acme_mail.com", "character"),
        Arguments.of("_dmarc.acme.com", "character"),
        Arguments.of("*.acme.com", "character"),
        Arguments.of("acme mail.com", "character"),
        Arguments.of("acme.com ", "character"),
        Arguments.of(" acme.com", "character"),
        Arguments.of("acme.com\n", "character"),
        Arguments.of("acme\u0000.com", "character"),
        Arguments.of("acme,com.de", "character"),
        Arguments.of("acme!.com", "character"),
        Arguments.of("-acme.com", "character"),
        Arguments.of("acme-.com", "character"),
        Arguments.of("acme.-com", "character"),
        Arguments.of(".acme.com", "character"),
        Arguments.of("acme..com", "character"),
        Arguments.of("acme.com.", "each label must have 1 to 63"),
        Arguments.of(".", "each label must have 1 to 63"),
        Arguments.of("..", "character"),
        Arguments.of("192.168.0.1", "IP address"),
        Arguments.of("1.2", "IP address"),
        Arguments.of("acme.123", "IP address"),
        Arguments.of("a".repeat(64) + ".com", "character or a length"),
        Arguments.of((LABEL_63 + ".").repeat(3) + "a".repeat(58) + ".com", "253"),
        Arguments.of((LABEL_63 + ".").repeat(4) + "com", "253"),
        Arguments.of("acme\u200bmail.com", "acmemail.com"), // zero width space
        Arguments.of("acme\u00admail.com", "acmemail.com"), // soft hyphen
        Arguments.of("\ufeffacme.com", "acme.com"), // byte order mark
        Arguments.of("acme\u3002com", "acme.com"), // ideographic full stop
        Arguments.of("\uff41\uff43\uff4d\uff45.com", "acme.com"), // full-width letters
        Arguments.of("fa\u00df.de", "starts with xn--"), // sharp s
        Arguments.of("\u03c3\u03b1\u03c2.gr", "starts with xn--"), // final sigma
        Arguments.of("\u0646\u200c\u0627.com", "starts with xn--"), // zero width non-joiner
        Arguments.of("\u0915\u094d\u200d\u0937.com", "starts with xn--"), // zero width joiner
        Arguments.of("\u04c0.com", "starts with xn--"), // a capital that IDNA 2003 does not know
        Arguments.of("\uff26\uff21\u00df.de", "starts with xn--"), // full width and a sharp s
        Arguments.of("mu\u0308ller.de", "xn--mller-kva.de"), // u and combining diaeresis
        Arguments.of("acme\u2024com.de", "character"), // one dot leader
        Arguments.of("acme\u202ecom.de", "character"), // right-to-left override
        Arguments.of("\ud83d\ude00.com", "character"), // an emoji
        Arguments.of("\ud800.com", "character"), // half a surrogate pair
        Arguments.of("xn--.com", "character"));
  }

  @ParameterizedTest
  @MethodSource("invalidNames")
  void problem_ofAnInvalidName_saysWhy(String name, String why) {
    assertThat(DomainNames.problem(name)).isNotNull().contains(why);
  }

  /** IDNA 2008 and the registries take each for another domain than the plain one. */
  @ParameterizedTest
  @CsvSource({
    "fa\u00df.de, fass.de",
    "FA\u00df.de, fass.de",
    "fa\u1e9e.de, fass.de",
    "\u03c3\u03b1\u03c2.gr, xn--mxaa4a.gr",
    "a\u200db.com, ab.com",
    "a\u200cb.com, ab.com"
  })
  void problem_ofACharacterWithTwoReadings_suggestsNoOtherDomain(String name, String other) {
    assertThat(DomainNames.problem(name)).isNotNull().doesNotContain(other, "if you mean");
  }

  @Test
  void problem_ofThePunycodeOfASharpS_isNone() {
    assertThat(DomainNames.problem("xn--fa-hia.de")).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "acme.com, ACME.COM",
    "acme.com, Acme.Com",
    "m\u00fcller.de, M\u00dcLLER.DE",
    "m\u00fcller.de, xn--mller-kva.de",
    "xn--mller-kva.de, XN--MLLER-KVA.DE"
  })
  void normalize_ofTwoSpellingsOfOneDomain_isEqual(String one, String other) {
    assertThat(DomainNames.normalize(one)).isEqualTo(DomainNames.normalize(other));
  }

  @Test
  void problem_ofAMegabyte_isFoundAtOnce() {
    String huge = "\u00fc".repeat(1_000_000) + ".com";

    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(2), () -> assertThat(DomainNames.problem(huge)).contains("253"));
  }

  @Test
  void problem_ofAnyText_neverThrows() {
    Random random = new Random(7);
    for (int i = 0; i < 5_000; i++) {
      String text = anyText(random);
      Throwable thrown = catchThrowable(() -> DomainNames.problem(text));
      assertThat(thrown).as("for %s", escaped(text)).isNull();
    }
  }

  private static String anyText(Random random) {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(12);
    for (int i = 0; i < length; i++) {
      switch (random.nextInt(5)) {
        case 0 -> text.append('.');
        case 1 -> text.append("xn--");
        case 2 -> text.append((char) random.nextInt(0x10000));
        case 3 -> text.appendCodePoint(random.nextInt(0x110000));
        default -> text.append((char) ('-' + random.nextInt(80)));
      }
    }
    return text.toString();
  }

  private static String escaped(String text) {
    StringBuilder result = new StringBuilder();
    text.chars().forEach(c -> result.append(String.format("\\u%04x", c)));
    return result.toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"acme_mail.com", "-acme.com", "https://acme.com", "acme..com"})
  void domains_withSuchAName_areRejectedByPlaceAndValue(String name) {
    Throwable thrown =
        catchThrowable(
            () ->
                BundleOrder.builder()
                    .user("client@example.com")
                    .bundle("bun_123")
                    .sequencer(Samples.sequencer())
                    .domains("good.com", name));

    assertThat(thrown)
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("domains[1] \"" + name + "\" is not a domain name: ")
        .hasMessageEndingWith("Nothing was sent.");
  }
}
