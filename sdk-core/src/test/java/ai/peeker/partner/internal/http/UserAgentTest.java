package ai.peeker.partner.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import okhttp3.Headers;
import org.junit.jupiter.api.Test;

class UserAgentTest {
  @Test
  void text_namesTheSdkAndJava() {
    assertThat(UserAgent.text())
        .matches(
            "peeker-partner-sdk-java/\\S+ \\(Java " + System.getProperty("java.version") + "\\)");
  }

  @Test
  void charactersThatAHeaderCannotHave_areEscaped() {
    String escaped = UserAgent.escape("17.0.15-für\n𝄞");

    assertThat(escaped).isEqualTo("17.0.15-f%C3%BCr%0A%F0%9D%84%9E");
    assertThat(Headers.of("User-Agent", escaped).get("User-Agent")).isEqualTo(escaped);
  }
}
