package ai.peeker.partner.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BaseUrlTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:8080",
        "http://127.0.0.1",
        "http://127.255.255.254",
        "http://127.1.2.3:1/v1",
        "http://[::1]",
        "http://[0:0:0:0:0:0:0:1]:8080",
        "http://[::ffff:127.0.0.1]"
      })
  void plainHttp_toThisMachine_isAccepted(String address) {
    assertThat(BaseUrl.of(address).toString()).startsWith("http://");
  }

  /** Names that look like addresses are resolved by DNS, and so lead anywhere. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.999.1.1", "http://127.0.0.256", "http://127.0.0.300", "http://127.0.0.01",
        "http://127.1", "http://127.0.0.1.example", "http://128.0.0.1", "http://localhost.example",
        "http://[::2]", "http://0.0.0.0"
      })
  void plainHttp_toAnotherMachine_isRejected(String address) {
    assertThatThrownBy(() -> BaseUrl.of(address))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is plain http");
  }
}
