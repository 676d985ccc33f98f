package ai.peeker.partner.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.peeker.partner.PeekerClient;
import ai.peeker.partner.dbscheduler.OrderOutbox;
import ai.peeker.partner.webhook.WebhookHandler;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What developers see if an application does not start. */
@ExtendWith(OutputCaptureExtension.class)
class StartupTest {
  private static final String KEY = "peeker.partner.api-key=pk_test_canary";
  private static final String SECRET = "peeker.partner.webhook.secret=whsec_canary";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "peeker.partner.timeout=0s | timeout is out of range: PT0S (expected 1 ms to 23 hours)",
        "peeker.partner.attempt-timeout=24h | attemptTimeout is out of range: PT24H",
        "peeker.partner.rate-limit=0 | requestsPerMinute is out of range: 0",
        "peeker.partner.base-url=http://peeker.example | is plain http",
        "peeker.partner.retry.max-attempts=0 | maxAttempts is out of range: 0 (expected 1 to 100)",
        "peeker.partner.retry.max-delay=25h | maxDelay is out of range: PT25H",
        "peeker.partner.retry.base-delay=1m | maxDelay must not be less than baseDelay",
        "peeker.partner.retry.jitter=-1s | jitter is out of range",
        "peeker.partner.webhook.tolerance=-1s | tolerance is out of range",
        "peeker.partner.webhook.response-timeout=15s | responseTimeout is out of range: PT15S",
        "peeker.partner.webhook.max-body-size=0B | maxBodyBytes is out of range: 0",
        "peeker.partner.webhook.max-concurrent=0 | out of range: 0 (expected 1 or more)",
        "peeker.partner.webhook.path=webhooks | \"webhooks\" is not a path like /webhooks/peeker",
        "peeker.partner.webhook.path=/hooks?x=1 | \"/hooks?x=1\" is not a path like"
            + " /webhooks/peeker",
        "peeker.partner.health.interval=-1s | out of range: PT-1S",
        "peeker.partner.health.timeout=0s | out of range: PT0S",
      })
  void property_outOfRange_isNamedWithItsOriginAndTheRemedy(
      String property, String reason, CapturedOutput output) {
    assertThatThrownBy(() -> start(Empty.class, WebApplicationType.SERVLET, property)).isNotNull();

    String name = property.substring(0, property.indexOf('='));
    assertThat(output.getAll())
        .contains("APPLICATION FAILED TO START")
        .contains("Property: " + name + "\n")
        .contains("Origin: ")
        .contains(reason)
        .doesNotContain("canary", "\tat ");
  }

  @ParameterizedTest
  @CsvSource({
    "peeker.partner.timeout=canary-fast, peeker.partner.timeout",
    "peeker.partner.test-keys-only=perhaps, peeker.partner.test-keys-only",
    "peeker.partner.webhook.jdbc.initialize-schema=sometimes,"
        + " peeker.partner.webhook.jdbc.initialize-schema"
  })
  void property_ofAnotherType_isNamedWithItsValue(
      String property, String name, CapturedOutput output) {
    assertThatThrownBy(() -> start(Empty.class, WebApplicationType.NONE, property)).isNotNull();

    assertThat(output.getAll())
        .contains("APPLICATION FAILED TO START")
        .contains(name)
        .contains(property.substring(property.indexOf('=') + 1));
  }

  @ParameterizedTest
  @CsvSource({
    "peeker.partner.api-key=sk_canary, peeker.partner.api-key",
    "peeker.partner.api-key=\"pk_test_canary\", peeker.partner.api-key",
    "peeker.partner.live-keys-only=true, peeker.partner.api-key",
    "peeker.partner.base-url=https://user:canary@peeker.example/, peeker.partner.base-url",
    "peeker.partner.base-url=https://peeker.example/pk_live_canary, peeker.partner.base-url",
    "peeker.partner.webhook.secret=whsec canary, peeker.partner.webhook.secret",
    "peeker.partner.webhook.secrets=\"whsec-canary\", peeker.partner.webhook.secrets[0]",
  })
  void secret_thatIsInvalid_isNamedAndNotShown(
      String property, String name, CapturedOutput output) {
    assertThatThrownBy(() -> start(Empty.class, WebApplicationType.SERVLET, property)).isNotNull();

    assertThat(output.getAll())
        .contains("APPLICATION FAILED TO START")
        .contains("Property: " + name + "\n")
        .doesNotContain("canary", "\tat ");
  }

  @Test
  void keys_thatAreAllExcluded_areAnError(CapturedOutput output) {
    assertThatThrownBy(
            () ->
                start(
                    Empty.class,
                    WebApplicationType.NONE,
                    "peeker.partner.test-keys-only=true",
                    "peeker.partner.live-keys-only=true"))
        .isNotNull();

    assertThat(output.getAll()).contains("Property: peeker.partner.test-keys-only\n");
  }

  @Test
  void key_missingAndNeeded_isNamedWithTheBeanThatNeedsIt(CapturedOutput output) {
    assertThatThrownBy(() -> start(NeedsClient.class, WebApplicationType.NONE)).isNotNull();

    assertThat(output.getAll())
        .contains("APPLICATION FAILED TO START")
        .contains("The bean 'needy' needs a PeekerClient")
        .contains("Set the property peeker.partner.api-key")
        .contains("@AutoConfigureLocalPeeker")
        .doesNotContain("\tat ");
  }

  @Test
  void listener_missingForAnOutbox_isNamedWithTheBeanThatNeedsIt(CapturedOutput output) {
    assertThatThrownBy(
            () ->
                start(
                    NeedsOutbox.class,
                    WebApplicationType.NONE,
                    "spring.datasource.url=jdbc:h2:mem:outbox"))
        .isNotNull();

    assertThat(output.getAll())
        .contains("APPLICATION FAILED TO START")
        .contains("The bean 'needy' needs an OrderOutbox")
        .contains("for which there is no OrderListener.")
        .contains("Declare a bean that implements OrderListener")
        .doesNotContain("\tat ");
  }

  /** As in a test slice, which has no automatic configuration of the client. */
  @Test
  void client_missingInSpiteOfAKey_isNotSaidToLackTheKey(CapturedOutput output) {
    assertThatThrownBy(
            () ->
                start(
                    NeedsClient.class,
                    WebApplicationType.NONE,
                    "spring.autoconfigure.exclude="
                        + "ai.peeker.partner.spring.autoconfigure.PeekerClientAutoConfiguration"))
        .isNotNull();

    assertThat(output.getAll())
        .contains("required a bean of type 'ai.peeker.partner.PeekerClient'")
        .doesNotContain("no API key is set");
  }

  /** Otherwise anyone could sign with the name of the variable. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "peeker.partner.api-key=${NO_SUCH_VARIABLE} | peeker.partner.api-key",
        "peeker.partner.webhook.secret=${NO_SUCH_VARIABLE}canary | peeker.partner.webhook.secret",
        "peeker.partner.webhook.secrets=old,${NO_SUCH_VARIABLE} |"
            + " peeker.partner.webhook.secrets[1]",
      })
  void secret_whosePlaceholderHasNoValue_isRejected(
      String property, String name, CapturedOutput output) {
    assertThatThrownBy(() -> start(Empty.class, WebApplicationType.SERVLET, property)).isNotNull();

    assertThat(output.getAll())
        .contains("APPLICATION FAILED TO START")
        .contains("Property: " + name + "\n")
        .contains("Reason: its placeholder ${NO_SUCH_VARIABLE} has no value\n")
        .doesNotContain("canary", "\tat ");
  }

  @Test
  void secret_thatIsInBothProperties_isAcceptedOnce() {
    try (ConfigurableApplicationContext context =
        start(
            Empty.class,
            WebApplicationType.SERVLET,
            "peeker.partner.webhook.secrets=whsec_canary,whsec_old,whsec_old")) {
      assertThat(context.getBean(WebhookHandler.class)).isNotNull();
    }
  }

  @Test
  void key_missingAndNotNeeded_isNoProblem() {
    try (ConfigurableApplicationContext context = start(Empty.class, WebApplicationType.NONE)) {
      assertThat(context.getBeanProvider(PeekerClient.class).getIfAvailable()).isNull();
      assertThat(context.getBeanProvider(WebhookHandler.class).getIfAvailable()).isNull();
    }
  }

  /** The properties of a test come before the defaults. */
  private static ConfigurableApplicationContext start(
      Class<?> application, WebApplicationType type, String... properties) {
    boolean isConfigured = properties.length > 0;
    return new SpringApplicationBuilder(application)
        .web(type)
        .properties(isConfigured ? new String[] {KEY, SECRET} : new String[0])
        .properties("server.port=0", "spring.main.banner-mode=off")
        .run(Arrays.stream(properties).map("--"::concat).toArray(String[]::new));
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Empty {}

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class NeedsClient {
    @Bean
    String needy(PeekerClient client) {
      return client.toString();
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class NeedsOutbox {
    @Bean
    Integer another(String needy) {
      return needy.length();
    }

    @Bean
    String needy(OrderOutbox outbox) {
      return outbox.toString();
    }
  }
}
