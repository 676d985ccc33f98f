package ai.peeker.partner.internal.call;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.internal.http.RawResponse;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
  private static final Instant NOW = Instant.parse("2026-05-08T12:00:00Z");
  private static final String DETAIL = "retry_after_seconds";

  private static @Nullable Duration wait(
      @Nullable Object body, @Nullable String retryAfter, @Nullable String date, Instant now) {
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    if (retryAfter != null) {
      headers.put("retry-after", List.of(retryAfter));
    }
    if (date != null) {
      headers.put("date", List.of(date));
    }
    Map<String, @Nullable Object> details = new TreeMap<>();
    details.put(DETAIL, body);
    return RetryAfter.of(new RawResponse(429, headers, new byte[0]), details, now);
  }

  static Stream<Arguments> bodies() {
    List<Arguments> cases = new ArrayList<>();
    cases.add(Arguments.of(12, 12_000L));
    cases.add(Arguments.of(12L, 12_000L));
    cases.add(Arguments.of(0, 0L));
    cases.add(Arguments.of(-0.0, 0L));
    cases.add(Arguments.of(1.5, 1_500L));
    cases.add(Arguments.of(new BigDecimal("0.0001"), 1L));
    cases.add(Arguments.of(new BigDecimal("7200"), 7_200_000L));
    cases.add(Arguments.of(31_622_400, 31_622_400_000L)); // 366 days
    cases.add(Arguments.of(31_622_401, null));
    cases.add(Arguments.of(-1, null));
    cases.add(Arguments.of(-0.001, null));
    cases.add(Arguments.of(Double.NaN, null));
    cases.add(Arguments.of(Double.POSITIVE_INFINITY, null));
    cases.add(Arguments.of(Double.NEGATIVE_INFINITY, null));
    cases.add(Arguments.of(new BigDecimal("1e300"), null));
    cases.add(Arguments.of(new BigInteger("99999999999999999999"), null));
    cases.add(Arguments.of(Long.MAX_VALUE, null));
    cases.add(Arguments.of("12", 12_000L)); // a floor is obeyed, whatever its JSON type
    cases.add(Arguments.of(" 2.5 ", 2_500L));
    cases.add(Arguments.of("soon", null));
    cases.add(Arguments.of("1e400", null));
    cases.add(Arguments.of(new BigDecimal("1e2"), 100_000L));
    cases.add(Arguments.of("NaN", null));
    cases.add(Arguments.of(List.of(12), null));
    cases.add(Arguments.of(Map.of(), null));
    cases.add(Arguments.of(true, null));
    cases.add(Arguments.of(null, null));
    return cases.stream();
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void body_ofAnyKind_isSecondsOrAbsent(@Nullable Object value, @Nullable Long millis) {
    assertThat(wait(value, null, null, NOW))
        .isEqualTo(millis == null ? null : Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @CsvSource({"7, 7", "0, 0", "'  7 ', 7", "007, 7", "7200, 7200", "31622400, 31622400"})
  void header_ofSeconds_isRead(String header, long seconds) {
    assertThat(wait(null, header, null, NOW)).isEqualTo(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @CsvSource({"2.5, 2500", "+5, 5000", "' 5 ', 5000", "1e2, 100000", "1.5E1, 15000", ".5, 500"})
  void header_ofANumberInAnotherForm_isRead(String header, long millis) {
    assertThat(wait(null, header, null, NOW)).isEqualTo(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @CsvSource({"'90, 2', 90", "'2,90', 90", "'soon, 7', 7", "'7,', 7"})
  void header_combinedOfSeveral_isTheLargest(String header, long seconds) {
    assertThat(wait(null, header, null, NOW)).isEqualTo(Duration.ofSeconds(seconds));
  }

  @Test
  void headers_ofWhichOneIsADate_areTheLargest() {
    RawResponse response =
        new RawResponse(
            429,
            Map.of("Retry-After", List.of("7", "Fri, 08 May 2026 12:00:30 GMT", "sp\u00e4ter")),
            new byte[0]);

    assertThat(RetryAfter.of(response, Map.of(), NOW)).isEqualTo(Duration.ofSeconds(30));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "soon",
        "-7",
        "NaN",
        "Infinity",
        "1e400",
        "1e999999999999",
        "7d",
        "1.2.3",
        "e",
        "+",
        ",",
        "-7, -8",
        "7 s",
        "0x10",
        "\u0667",
        "31622401",
        "Fri, 99 May 2026 12:00:00 GMT",
        "999999999",
        "9999999999",
        "99999999999999999999",
        "Fri, 31 Dec 9999 23:59:59 GMT"
      })
  void header_withoutSense_isAbsent(String header) {
    assertThat(wait(null, header, "Fri, 08 May 2026 12:00:00 GMT", NOW)).isNull();
  }

  @Test
  void header_ofADate_isReadAgainstTheServersClock() {
    assertThat(
            wait(
                null,
                "Fri, 08 May 2026 13:00:30 GMT",
                "Fri, 08 May 2026 13:00:00 GMT",
                Instant.parse("2020-01-01T00:00:00Z")))
        .isEqualTo(Duration.ofSeconds(30));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "yesterday"})
  void header_ofADateWithoutAClockOfTheServer_isReadAgainstOurs(String date) {
    assertThat(wait(null, "Fri, 08 May 2026 14:00:00 GMT", date.isEmpty() ? null : date, NOW))
        .isEqualTo(Duration.ofHours(2));
  }

  @Test
  void header_ofADateAgainstOurClockBetweenSeconds_isRoundedUp() {
    assertThat(
            wait(null, "Fri, 08 May 2026 12:00:09 GMT", null, NOW.plusMillis(600))) // 8.4 s to go
        .isEqualTo(Duration.ofSeconds(9));
    assertThat(wait(null, "Fri, 08 May 2026 12:00:09 GMT", null, NOW))
        .isEqualTo(Duration.ofSeconds(9));
  }

  @Test
  void header_ofADateGoneBy_isAbsent() {
    assertThat(
            wait(
                null,
                "Fri, 08 May 2026 11:00:00 GMT",
                "Fri, 08 May 2026 12:00:00 GMT",
                Instant.EPOCH))
        .isNull();
  }

  // the three forms of RFC 9110, section 5.6.7
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Fri, 08 May 2026 12:00:30 GMT",
        "Friday, 08-May-26 12:00:30 GMT",
        "Fri May  8 12:00:30 2026"
      })
  void header_ofADateInAnyForm_isRead(String date) {
    assertThat(wait(null, date, "Fri, 08 May 2026 12:00:00 GMT", NOW))
        .isEqualTo(Duration.ofSeconds(30));
  }

  @ParameterizedTest
  @CsvSource({"12, 7, 12", "12, 20, 20", "12, 12, 12", "12, soon, 12", "-1, 7, 7", "0, 7, 7"})
  void both_theLarger_wins(int body, String header, long seconds) {
    assertThat(wait(body, header, null, NOW)).isEqualTo(Duration.ofSeconds(seconds));
  }

  @Test
  void neither_isAbsent() {
    assertThat(RetryAfter.of(new RawResponse(429, Map.of(), new byte[0]), Map.of(), NOW)).isNull();
  }
}
