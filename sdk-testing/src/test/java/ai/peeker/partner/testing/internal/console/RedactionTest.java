package ai.peeker.partner.testing.internal.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the console does not show. */
class RedactionTest {
  private final Redaction redaction = new Redaction(Set.of("pk_test_canary"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"sequencer\":{\"login_password\":\"canary\"}}|{\"sequencer\":{\"login_password\":\"[redacted]\"}}",
        "[{\"Password\":7}]|[{\"Password\":\"[redacted]\"}]",
        "{\"password\":{\"is\":\"canary\"}}|{\"password\":\"[redacted]\"}",
        "{\"key\":\"pk_test_canary\"}|{\"key\":\"[redacted]\"}",
        "{\"key\":\"pk_live_canary\"}|{\"key\":\"[redacted]\"}",
        "{ \"a\": 1 }|{ \"a\": 1 }",
        "plain text|plain text"
      })
  void body_isShownWithoutSecrets(String body, String shown) {
    assertThat(redaction.body(body)).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"login_password\":\"canary\"",
        "login_password=canary",
        "<PASSWORD>canary</PASSWORD>"
      })
  void unreadableBodyWithAPassword_isNotShown(String body) {
    assertThat(redaction.body(body)).startsWith("[not shown: ").doesNotContain("canary");
  }

  @Test
  void headers_areShownWithoutSecrets() {
    Map<String, List<String>> shown =
        redaction.headers(
            Map.of(
                "authorization", List.of("Bearer canary"),
                "Cookie", List.of("session=canary"),
                "X-Note", List.of("my key is pk_test_canary"),
                "Accept", List.of("*/*")));

    assertThat(shown.toString()).doesNotContain("canary").contains("*/*", "my key is [redacted]");
  }
}
