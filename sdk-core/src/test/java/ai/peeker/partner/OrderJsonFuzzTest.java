package ai.peeker.partner;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.error.InvalidRequestException;
import ai.peeker.partner.error.OrderShapeConflictException;
import ai.peeker.partner.order.Order;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The JSON of orders: it gives an order, or one of the documented exceptions without a secret. */
class OrderJsonFuzzTest {
  /** Passwords with a digit, which no word of a message has. */
  private static final Pattern PASSWORD =
      Pattern.compile("\"login_password\"\\s*:\\s*\"([^\"\\\\0-9]*[0-9][^\"\\\\]*)\"");

  static Stream<Arguments> seeds() {
    String bundle = Samples.page("bundle_order");
    String custom = Samples.page("custom_order");
    return Stream.of(
            bundle,
            Samples.page("existing_user_order"),
            custom,
            bundle.replaceFirst("\\{", "{\"licenses\":{\"google\":20},"),
            bundle.replaceFirst("\\{", "{\"coupon\":\"x\","),
            bundle.replace("\"domains\"", "\"domain\""),
            bundle.substring(0, bundle.length() / 2),
            bundle.replace(':', '='),
            custom.replace("20", "1e999999999"),
            custom.replace("366903", "\"366903\""),
            "{}",
            "null",
            "[".repeat(1_100))
        .map(json -> Arguments.of((Object) json.getBytes(StandardCharsets.UTF_8)));
  }

  @MethodSource("seeds")
  @FuzzTest
  void parse_ofAnyJson_givesAnOrderOrADocumentedException(byte[] bytes) {
    String json = new String(bytes, StandardCharsets.UTF_8);
    try {
      Order order = Orders.parse(json);
      checkSecrets(order.toString(), json);
      assertThat(Orders.parse(json)).isEqualTo(order).hasSameHashCodeAs(order);
    } catch (InvalidRequestException | OrderShapeConflictException e) {
      checkSecrets(e.toString(), json);
      assertThat(e.getCause()).as("which could quote the order").isNull();
    }
  }

  private static void checkSecrets(String message, String json) {
    Matcher passwords = PASSWORD.matcher(json);
    while (passwords.find()) {
      String password = passwords.group(1);
      boolean isElsewhere = json.replace(passwords.group(), "").contains(password);
      if (password.length() >= 8 && !isElsewhere) {
        assertThat(message).doesNotContain(password);
      }
    }
  }
}
