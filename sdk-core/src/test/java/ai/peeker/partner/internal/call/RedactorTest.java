package ai.peeker.partner.internal.call;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.internal.http.RawResponse;
import ai.peeker.partner.model.Secret;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactorTest {
  /** Quotes, a backslash, an umlaut, an emoji, a space and what URLs and HTML escape. */
  private static final String PASSWORD = "pa\"s\\s/w\u00f6rd <&'\ud83d\ude00+%";

  private final Redactor redactor =
      new Redactor(
          Secret.of("pk_test_KEY"),
          Map.of("sequencer", Map.of("login_password", Secret.of(PASSWORD)), "list", List.of(1)));

  // each form was written by an independent tool, Python's json, urllib, html and base64
  @ParameterizedTest
  @ValueSource(
      strings = {
        "pk_test_KEY",
        "\\u0070\\u006b\\u005f\\u0074\\u0065\\u0073\\u0074\\u005f\\u004b\\u0045\\u0059",
        "pk%5Ftest%5FKEY",
        "pk%5ftest%5fKEY",
        "cGtfdGVzdF9LRVk",
        "pa\"s\\s/w\u00f6rd <&'\ud83d\ude00+%",
        "pa\\\"s\\\\s/w\u00f6rd <&'\ud83d\ude00+%",
        "pa\\\"s\\\\s/w\\u00f6rd <&'\\ud83d\\ude00+%",
        "pa\\\"s\\\\s\\/w\\u00F6rd \\u003C\\u0026\\u0027\\uD83D\\uDE00+%",
        "pa%22s%5Cs/w%C3%B6rd%20%3C%26%27%F0%9F%98%80%2B%25",
        "pa%22s%5Cs%2Fw%C3%B6rd+%3C%26%27%F0%9F%98%80%2B%25",
        "pa%22s%5cs%2fw%c3%b6rd+%3c%26%27%f0%9f%98%80%2b%25",
        "pa&quot;s\\s/w\u00f6rd &lt;&amp;&#x27;\ud83d\ude00+%",
        "pa&#34;s\\s/w&#246;rd &lt;&amp;&#39;&#128512;+%",
        "cGEic1xzL3fDtnJkIDwmJ/CfmIArJQ"
      })
  void redact_aSecretInAnyForm_redactsIt(String form) {
    assertThat(redactor.redact("before " + form + " after")).isEqualTo("before *** after");
  }

  @Test
  void redact_otherStrings_leavesItAsItIs() {
    String text = "{\"code\":\"invalid_request\",\"message\":\"pk_test_ keys cannot\\u00f6 \"}";

    assertThat(redactor.redact(text)).isEqualTo(text);
  }

  @Test
  void redact_aSecretOfThreeCharacters_leavesTheStringReadable() {
    Redactor brief = new Redactor(Secret.of("pk_test_KEY"), List.of(Secret.of("abc")));

    assertThat(brief.redact("abcdef")).isEqualTo("abcdef");
  }

  @Test
  void redact_aVeryLongSecret_redactsIt() {
    String secret = "0123456789".repeat(2_000);
    Redactor longOne = new Redactor(Secret.of("pk_test_KEY"), List.of(Secret.of(secret)));

    assertThat(longOne.redact("<" + secret + ">")).doesNotContain("0123456789");
  }

  // each was made by an independent tool: Python's json and urllib, and openssl base64
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\\\"a\\\": \\\"pa\\\\\\\"s\\\\\\\\s/w\u00f6rd <&'\ud83d\ude00+%\\\"}", // JSON in a JSON
        // string
        "pa\\\\\\\"s\\\\\\\\s/w\\\\u00f6rd <&'\\\\ud83d\\\\ude00+%",
        "pa%2522s%255Cs%252Fw%25C3%25B6rd%2520%253C%2526%2527%25F0%259F%2598%2580%252B%2525",
        "pa&amp;quot;s\\s/w\u00f6rd &amp;lt;&amp;amp;&amp;#x27;\ud83d\ude00+%",
        "QmVhcmVyIHBrX3Rlc3RfS0VZ", // Bearer pk_test_KEY
        "dXNlcjpwa190ZXN0X0tFWQ==", // user:pk_test_KEY
        "LS1wa190ZXN0X0tFWS0t", // --pk_test_KEY--
      })
  void redact_aSecretInsideAnotherForm_leavesNoneOfIt(String form) {
    String shown = redactor.redact("before " + form + " after");

    assertThat(shown).startsWith("before ").contains("***").endsWith(" after");
    assertThat(shown.replaceAll("Bearer|user|before|after", ""))
        .doesNotContain("KEY", "rd", "X3Rlc3Rf", "190ZXN0X0t");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ends\\", "a%41b", "a\\u0041b", "&lt;&lt;", "1+2 3", "\\\\\\\\"})
  void redact_aSecretThatLooksLikeAnEscape_redactsItInJsonAndInUrls(String secret) {
    Redactor odd = new Redactor(Secret.of("pk_test_KEY"), List.of(Secret.of(secret)));
    String json = "{\"a\":\"" + secret.replace("\\", "\\\\") + "\"}";
    String url = URLEncoder.encode(secret, StandardCharsets.UTF_8);

    assertThat(odd.redact("<" + secret + ">")).isEqualTo("<***>");
    assertThat(odd.redact(json)).isEqualTo("{\"a\":\"***\"}");
    assertThat(odd.redact("?a=" + url + "&b")).isEqualTo("?a=***&b");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 10})
  void redact_aStringCutOffWithinASecret_leavesNoPartOfIt(int kept) {
    String text = "x".repeat(64 * 1024 - kept) + "pk_test_KEY and more";

    assertThat(redactor.redact(text)).matches("x+\\*{3}").hasSizeLessThanOrEqualTo(64 * 1024);
  }

  @Test
  void redact_manySecretsCutOff_leavesNoPartOfOne() {
    assertThat(redactor.redact("pk_test_KEY ".repeat(6_000))).matches("[* ]*");
  }

  @ParameterizedTest
  @ValueSource(strings = {"%25", "\\\\", "&amp;amp;", "pk_test_KEY", "cGtf"})
  void redact_fourMebibytesOfAnything_takesBoundedTime(String part) {
    String text = part.repeat(4 * 1024 * 1024 / part.length());

    assertThat(
            Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(10), () -> redactor.redact(text)))
        .hasSizeLessThanOrEqualTo(64 * 1024);
  }

  @Test
  void redact_moreNestedFormsThanAreSearched_redactsWhatWasNotSearched() {
    String nested = "%25252525252525";
    String inner = base64(nested + " hello world " + nested) + nested;
    String text = base64(inner.repeat(65_000 / inner.length())).substring(0, 65_000);

    assertThat(redactor.redact("before " + text + " after")).isEqualTo("before *** after");
  }

  private static String base64(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return Base64.getEncoder().withoutPadding().encodeToString(bytes);
  }

  private static RawResponse withHeader(String value) {
    return new RawResponse(
        400,
        Map.of("Peeker-Request-Id", List.of("req_1", value)),
        "pk_test_KEY".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void redactHeaders_ofAResponseWithoutSecrets_returnsItAsItIs() {
    RawResponse response = withHeader("req_2");

    assertThat(redactor.redactHeaders(response)).isSameAs(response);
  }

  @Test
  void redactHeaders_ofAResponseWithTheKey_redactsItInItsHeadersOnly() {
    RawResponse redacted = redactor.redactHeaders(withHeader("<pk_test_KEY>pk_test_KEY"));

    assertThat(redacted.headers())
        .isEqualTo(Map.of("Peeker-Request-Id", List.of("req_1", "<***>***")));
    assertThat(redacted.header("peeker-request-id")).isEqualTo("req_1");
    assertThat(redacted.status()).isEqualTo(400);
    assertThat(redacted.body()).asString(StandardCharsets.UTF_8).isEqualTo("pk_test_KEY");
  }

  @Test
  void redactHeaders_withAPasswordThatEqualsAPartOfOne_leavesItsMeaning() {
    Redactor common = new Redactor(Secret.of("pk_test_KEY"), List.of(Secret.of("req_")));

    assertThat(common.redactHeaders(withHeader("json")).requestId()).isEqualTo("req_1");
  }

  @Test
  void redact_ofAKeyAndNoBody_redactsTheKey() {
    Redactor keyOnly = new Redactor(Secret.of("pk_test_KEY"), null);

    assertThat(keyOnly.redact("pk_test_KEY")).isEqualTo("***");
  }

  @Test
  void redact_withoutAnySecret_leavesTheStringAsItIs() {
    Redactor none = new Redactor(Secret.of("key"), null);

    assertThat(none.redact("key and all else")).isEqualTo("key and all else");
  }

  @Test
  void redact_secretOfFourCharacters_redactsIt() {
    assertThat(new Redactor(Secret.of("abcd"), null).redact("abcdef")).isEqualTo("***ef");
  }

  @ParameterizedTest
  @ValueSource(ints = {199, 200, 201, 400})
  void redact_secretOfAnyLength_changesNothingElse(int length) {
    String numbers = IntStream.range(0, 200).mapToObj(i -> i + "e").collect(Collectors.joining());
    String secret = numbers.substring(0, length);
    Redactor one = new Redactor(Secret.of(secret), null);

    assertThat(one.redact("<" + secret + ">")).matches("<(\\*\\*\\*)+>");
    assertThat(one.redact("all 7 else")).isEqualTo("all 7 else");
  }

  @Test
  void redact_secretInAListOfTheBody_redactsIt() {
    Redactor listed =
        new Redactor(Secret.of("pk_test_KEY"), List.of(Map.of("a", Secret.of("first-secret"))));

    assertThat(listed.redact("<first-secret>")).isEqualTo("<***>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\\nb\\rc\\td", "a\nb\rc\td", "a%0Ab%0Dc%09d"})
  void redact_secretWithControlCharacters_redactsIt(String form) {
    assertThat(new Redactor(Secret.of("a\nb\rc\td"), null).redact("<" + form + ">"))
        .isEqualTo("<***>");
  }

  @Test
  void redact_secretWithEveryNamedCharacter_redactsIt() {
    assertThat(new Redactor(Secret.of("\"'&<> "), null).redact("[&quot;&apos;&amp;&lt;&gt;+]"))
        .isEqualTo("[***]");
  }
}
