package ai.peeker.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeekerClientBuilderTest {
  private static final String KEY = "pk_test_9f3a";

  static Stream<Arguments> wrongKeys() {
    return Stream.of(
        Arguments.of(null, "must not be null"),
        Arguments.of("", "must not be blank"),
        Arguments.of(" \t ", "must not be blank"),
        Arguments.of("\n", "must not be blank"),
        Arguments.of(" pk_test_9f3a", "white space"),
        Arguments.of("pk_test_9f3a ", "white space"),
        Arguments.of("pk_test_9f3a\n", "line break"),
        Arguments.of("pk_test_9f3a\r\nX-Evil: 1", "line break"),
        Arguments.of("pk_test_9f\u00e43a", "outside ASCII"),
        Arguments.of("pk_test_9f3a\u0000", "white space"),
        Arguments.of("pk_test_9f3a\u200b", "outside ASCII"),
        Arguments.of("9f3a", "starts neither with pk_live_ nor with pk_test_"),
        Arguments.of("PK_TEST_9f3a", "starts neither"),
        Arguments.of("Bearer\u00a0pk_test_9f3a", "outside ASCII"),
        Arguments.of("Bearer pk_test_9f3a", "white space"),
        Arguments.of("pk_test_", "ends after its prefix"),
        Arguments.of("pk_live_", "ends after its prefix"));
  }

  @ParameterizedTest
  @MethodSource("wrongKeys")
  void apiKey_invalid_isRejectedWithoutBeingShown(String key, String why) {
    Throwable thrown = catchThrowable(() -> PeekerClient.builder().apiKey(key));

    assertThat(thrown)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("The API key ")
        .hasMessageContaining(why)
        .hasMessageContaining("Copy it from the partner portal")
        .hasNoCause();
    assertThat(thrown.getMessage()).doesNotContain("9f3a", "Evil");
  }

  static Stream<Arguments> wrongUrls() {
    return Stream.of(
        Arguments.of("", "is not an absolute http or https address"),
        Arguments.of("  ", "is not an absolute http or https address"),
        Arguments.of("api.peeker.ai", "is not an absolute http or https address"),
        Arguments.of("/partner/v1", "is not an absolute http or https address"),
        Arguments.of("ftp://api.peeker.ai", "is not an absolute http or https address"),
        Arguments.of("file:///etc/passwd", "is not an absolute http or https address"),
        Arguments.of("https://", "is not an absolute http or https address"),
        Arguments.of("https://:443", "is not an absolute http or https address"),
        Arguments.of("https://api.peeker.ai:99999", "is not an absolute http or https address"),
        Arguments.of("https://api peeker.ai", "is not an absolute http or https address"),
        Arguments.of("http://api.peeker.ai/partner/v1", "is plain http"),
        Arguments.of("http://10.0.0.1", "is plain http"),
        Arguments.of("http://localhost.evil.example", "is plain http"),
        Arguments.of("http://127.0.0.1.evil.example", "is plain http"),
        Arguments.of("http://128.0.0.1", "is plain http"),
        Arguments.of("http://[2001:db8::1]", "is plain http"),
        Arguments.of("http://0.0.0.0", "is plain http"),
        Arguments.of("https://api.peeker.ai/partner/v1?x=1", "has a query or a fragment"),
        Arguments.of("https://api.peeker.ai/partner/v1?", "has a query or a fragment"),
        Arguments.of("https://api.peeker.ai/partner/v1#top", "has a query or a fragment"));
  }

  @ParameterizedTest
  @MethodSource("wrongUrls")
  void baseUrl_invalid_isRejectedWithItsValue(String url, String why) {
    assertThatThrownBy(() -> PeekerClient.builder().baseUrl(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("The base URL \"" + url + "\" " + why)
        .hasMessageContaining("Use an address such as https://api.peeker.ai/partner/v1")
        .hasNoCause();
  }

  @Test
  void baseUrl_null_isRejected() {
    assertThatThrownBy(() -> PeekerClient.builder().baseUrl(null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("The base URL null is not an absolute http or https address");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://sam:s3cr3t@api.peeker.ai/partner/v1",
        "https://s3cr3t@api.peeker.ai",
        "https://:s3cr3t@api.peeker.ai",
        "http://sam:s3cr3t@localhost",
        "https://sam:s3cr3t@api.peeker.ai:99999/",
        "ftp://sam:s3cr3t@api.peeker.ai/",
        "https://sam:s3/cr3t@api peeker.ai/",
        "https://api.peeker.ai/?key=pk_live_s3cr3t",
        "https://api.peeker.ai/pk_test_s3cr3t?a",
        "pk_live_s3cr3t"
      })
  void baseUrl_withASecretInIt_isRejectedWithoutShowingIt(String url) {
    Throwable thrown = catchThrowable(() -> PeekerClient.builder().baseUrl(url));

    assertThat(thrown).isInstanceOf(IllegalArgumentException.class);
    assertThat(thrown.getMessage()).startsWith("The base URL ").doesNotContain("s3cr3t", "cr3t");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://api.peeker.ai/partner/v1",
        "https://api.peeker.ai/partner/v1/",
        "https://api.peeker.ai",
        "https://proxy.example:8443/a/b",
        "http://localhost:8080/partner/v1",
        "http://LOCALHOST",
        "http://127.0.0.1:1",
        "http://127.8.9.10",
        "http://[::1]:8080/"
      })
  void baseUrl_httpsOrLoopback_isTaken(String url) {
    try (PeekerClient client = PeekerClient.builder().apiKey(KEY).baseUrl(url).build()) {
      assertThat(client.toString()).startsWith("PeekerClient[http");
    }
  }

  static Stream<Arguments> wrongSettings() {
    return Stream.of(
        setting("timeout must not be null", () -> PeekerClient.builder().timeout(null)),
        setting(
            "timeout is out of range: PT0S", () -> PeekerClient.builder().timeout(Duration.ZERO)),
        setting(
            "timeout is out of range: PT-1S",
            () -> PeekerClient.builder().timeout(Duration.ofSeconds(-1))),
        setting(
            "timeout is out of range: PT24H0.001S",
            () -> PeekerClient.builder().timeout(Duration.ofHours(24).plusMillis(1))),
        setting(
            "timeout is out of range: PT2562047788015215H30M7S",
            () -> PeekerClient.builder().timeout(Duration.ofSeconds(Long.MAX_VALUE))),
        setting(
            "timeout is out of range: PT0.0009S",
            () -> PeekerClient.builder().timeout(Duration.ofNanos(900_000))),
        setting("retryPolicy must not be null", () -> PeekerClient.builder().retryPolicy(null)),
        setting("httpClient must not be null", () -> PeekerClient.builder().httpClient(null)),
        setting("No API key was set", () -> PeekerClient.builder().build()));
  }

  private static Arguments setting(String message, ThrowingCallable call) {
    return Arguments.of(message, call);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrongSettings")
  void setting_outOfRange_isRejectedByNameAndValue(String message, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message)
        .hasNoCause();
  }

  @Test
  void fromEnvironment_withoutAKey_namesTheVariable() {
    assertThatThrownBy(() -> PeekerClient.fromEnvironment(Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The environment variable PEEKER_API_KEY is not set. Set it to an API key of the"
                + " partner portal.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "9f3a", "pk_test_9f3a\n"})
  void fromEnvironment_withAWrongKey_namesTheVariable(String key) {
    assertThatThrownBy(() -> PeekerClient.fromEnvironment(Map.of("PEEKER_API_KEY", key)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("PEEKER_API_KEY")
        .hasMessageNotContaining("9f3a");
  }

  @Test
  void fromEnvironment_withAWrongUrl_namesTheVariable() {
    Map<String, String> environment =
        Map.of("PEEKER_API_KEY", KEY, "PEEKER_BASE_URL", "http://api.peeker.ai");

    assertThatThrownBy(() -> PeekerClient.fromEnvironment(environment))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("PEEKER_BASE_URL")
        .hasMessageContaining("\"http://api.peeker.ai\" is plain http");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  "})
  void fromEnvironment_withABlankUrl_takesTheDefault(String url) {
    Map<String, String> environment = Map.of("PEEKER_API_KEY", KEY, "PEEKER_BASE_URL", url);

    try (PeekerClient client = PeekerClient.fromEnvironment(environment)) {
      assertThat(client).hasToString("PeekerClient[https://api.peeker.ai/partner/v1, pk_test_***]");
    }
  }

  @Test
  void fromEnvironment_withoutAUrl_takesTheDefault() {
    try (PeekerClient client =
        PeekerClient.fromEnvironment(Map.of("PEEKER_API_KEY", "pk_live_9f3a"))) {
      assertThat(client).hasToString("PeekerClient[https://api.peeker.ai/partner/v1, pk_live_***]");
    }
  }

  @Test
  void fromEnvironment_withAUrl_takesIt() {
    Map<String, String> environment =
        Map.of("PEEKER_API_KEY", KEY, "PEEKER_BASE_URL", "http://127.0.0.1:8080/partner/v1");

    try (PeekerClient client = PeekerClient.fromEnvironment(environment)) {
      assertThat(client).hasToString("PeekerClient[http://127.0.0.1:8080/partner/v1, pk_test_***]");
    }
  }

  @Test
  void fromEnvironment_null_isRejected() {
    assertThatThrownBy(() -> PeekerClient.fromEnvironment(null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("environment must not be null");
  }

  @Test
  void fromEnvironment_withNullValues_isAsIfNotSet() {
    Map<String, String> environment = new HashMap<>();
    environment.put("PEEKER_API_KEY", null);

    assertThatThrownBy(() -> PeekerClient.fromEnvironment(environment))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("PEEKER_API_KEY is not set");
  }
}
