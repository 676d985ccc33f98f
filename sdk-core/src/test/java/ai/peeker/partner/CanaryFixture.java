package ai.peeker.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.peeker.partner.call.RetryPolicy;
import ai.peeker.partner.contract.CheckedServer;
import ai.peeker.partner.model.Secret;
import ai.peeker.partner.order.CustomOrder;
import ai.peeker.partner.order.GoogleDensity;
import ai.peeker.partner.order.Order;
import ai.peeker.partner.order.OrderBuilder;
import ai.peeker.partner.order.Smartlead;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * Drives the SDK with secrets that are easy to find again, past servers that send them back, and
 * searches everything that comes out: outputs, logs, texts of objects, exceptions with their
 * causes.
 */
abstract class CanaryFixture {
  static final String KEY = "pk_live_zQ7canaryKey5f";
  static final String HOOK = "whsec_zQ7canaryHook5f";
  static final String PLAIN = "zQ7canaryPassword5f";
  static final String ODD = "zQ7\"can\\ary/P\u00e4\u20ac\ud83d\ude00 w&<'d>+%5f";
  static final String LONG = "zQ7canaryLong5f".repeat(40);

  final Canary canary = new Canary().secret("API key", KEY).secret("webhook secret", HOOK);
  final ByteArrayOutputStream output = new ByteArrayOutputStream();
  final PrintStream out = System.out;
  final PrintStream err = System.err;
  final Logger root = Logger.getLogger("");
  final Level level = root.getLevel();
  final Handler log =
      new Handler() {
        @Override
        public void publish(LogRecord logged) {
          // the test server tells on its own side what it received, which is not ours to hide
          if (!String.valueOf(logged.getLoggerName()).startsWith("mockwebserver3")) {
            canary.sawText("log", new SimpleFormatter().format(logged));
          }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  static Stream<String> passwords() {
    return Stream.of(PLAIN, ODD, LONG);
  }

  @BeforeEach
  void listen() {
    PrintStream capture = new PrintStream(output, true, StandardCharsets.UTF_8);
    System.setOut(capture);
    System.setErr(capture);
    log.setLevel(Level.ALL);
    root.addHandler(log);
    root.setLevel(Level.ALL);
  }

  @AfterEach
  void stopListening() {
    root.setLevel(level);
    root.removeHandler(log);
    System.setOut(out);
    System.setErr(err);
  }

  void assertNothingLeaked() {
    canary.sawText("output", output.toString(StandardCharsets.UTF_8));
    assertThat(canary.size()).as("characters searched").isGreaterThan(200);
    assertThat(canary.leaks()).isEmpty();
  }

  void drive(String where, Callable<?> action) {
    Object[] result = new Object[1];
    Throwable thrown = catchThrowable(() -> result[0] = action.call());
    canary.saw(where, thrown == null ? result[0] : thrown);
  }

  static Order order(String password) {
    return lastStep(password).build();
  }

  static OrderBuilder.BuildStep<CustomOrder> lastStep(String password) {
    return CustomOrder.builder()
        .user("client@example.com")
        .google(2, GoogleDensity.TWO)
        .sequencer(Smartlead.client(366903, "login@example.com", Secret.of(password)))
        .domains("a.com")
        .persona("Sam", "Lee");
  }

  static String json(String password) {
    try {
      return Samples.page(
          "custom_order",
          Map.of(
              "sequencer",
              "{\"provider\":\"smartlead\",\"client_id\":1,\"login_email\":\"a@b.c\","
                  + "\"login_password\":"
                  + new ObjectMapper().writeValueAsString(password)
                  + "}"));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  static PeekerClient client(CheckedServer server) {
    return PeekerClient.builder()
        .apiKey(KEY)
        .baseUrl(server.baseUrl().toString())
        .retryPolicy(RetryPolicy.none())
        .time(new HandTime())
        .build();
  }

  static Order order(CheckedServer prepared, String password) {
    assertThat(prepared).isNotNull();
    return order(password);
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
