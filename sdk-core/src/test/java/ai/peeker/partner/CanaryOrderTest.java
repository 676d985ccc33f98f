package ai.peeker.partner;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.model.OrderRequest;
import ai.peeker.partner.model.Secret;
import ai.peeker.partner.model.Sequencer;
import ai.peeker.partner.order.BundleOrder;
import ai.peeker.partner.order.Order;
import ai.peeker.partner.order.Smartlead;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Settings, orders and JSON, right and wrong, reveal no secret. */
@Timeout(120)
class CanaryOrderTest extends CanaryFixture {
  @ParameterizedTest
  @MethodSource("passwords")
  void search_findsEachFormOfASecret(String password) throws Exception {
    Canary searching = new Canary().secret("password", password);
    for (String form : searching.forms()) {
      Canary one = new Canary().secret("password", password);
      one.saw("somewhere", new IllegalStateException("x", new IllegalStateException(form)));
      assertThat(one.leaks()).as(form).isNotEmpty();
    }
    Canary held = new Canary().secret("password", password);
    held.saw("model", Samples.bundleOrder().withBundle(Samples.bundle(1)));
    assertThat(held.leaks()).isEmpty();
    held.saw("model", Map.of("a", List.of(Optional.of("<" + password + ">"))));
    assertThat(held.leaks()).isNotEmpty();
  }

  @Test
  void settings_thatAreWrong_leakNothing() {
    for (String key :
        List.of(
            KEY, KEY + " ", " " + KEY, KEY + "\n", KEY + "\u00e4", "x" + KEY, "Bearer " + KEY)) {
      drive("key", () -> PeekerClient.builder().apiKey(key));
      drive("client", () -> PeekerClient.builder().apiKey(key).build());
      drive("environment", () -> PeekerClient.fromEnvironment(Map.of("PEEKER_API_KEY", key)));
      drive("url", () -> PeekerClient.builder().apiKey(KEY).baseUrl(key));
      for (String url :
          List.of(
              "https://" + KEY + "@api.peeker.ai",
              "https://a:" + KEY + "@api.peeker.ai:99999",
              "http://api.peeker.ai/" + KEY,
              "https://api.peeker.ai?key=" + KEY,
              "https://api.peeker.ai#" + KEY)) {
        drive("url", () -> PeekerClient.builder().apiKey(KEY).baseUrl(url));
        drive(
            "environment",
            () ->
                PeekerClient.fromEnvironment(
                    Map.of("PEEKER_API_KEY", KEY, "PEEKER_BASE_URL", url)));
      }
    }

    assertNothingLeaked();
  }

  @ParameterizedTest
  @MethodSource("passwords")
  void orders_rightAndWrong_leakNothing(String password) {
    canary.secret("password", password);
    Order order = order(password);
    canary.saw("order", order);
    canary.saw("request", order.toRequest());
    canary.saw("count", order.domainCount());
    canary.saw("step", lastStep(password));
    drive("count", () -> Samples.customOrder(3).domainCount());
    drive("refusal", () -> lastStep(password).domain("no domain"));
    drive("refusal", () -> lastStep(password).forwardingUrl(""));
    drive("refusal", () -> lastStep(password).persona("", ""));
    drive("refusal", () -> Smartlead.client(1, "", Secret.of(password)));
    drive("refusal", () -> Smartlead.client("", "a@b.c", Secret.of(password)));
    drive("refusal", () -> Smartlead.client(1, null, Secret.of(password)));
    drive("refusal", () -> Sequencer.builder().loginPassword(Secret.of(password)).build());
    drive("refusal", () -> BundleOrder.builder().user("a@b.c").bundle("b").sequencer(null));

    assertNothingLeaked();
  }

  @ParameterizedTest
  @MethodSource("passwords")
  void parsing_ofWrongText_leaksNothing(String password) {
    canary.secret("password", password);
    String json = json(password);
    drive("parsed", () -> Orders.parse(json));
    int step = Math.max(1, json.length() / 60);
    for (int end = 0; end < json.length(); end += step) {
      String cut = json.substring(0, end);
      String broken = cut + "\u0001" + json.substring(end);
      drive("cut off", () -> Orders.parse(cut));
      drive("broken", () -> Orders.parse(broken));
    }
    for (String wrong : List.of("[%s]", "{\"a\":%s}", "{%s:1}", "[[%s],{%s:%s}]", "%s%s")) {
      String inside = json.replaceFirst("(\"login_password\":)(.*?[^\\\\]\")(\\}|,)", "$1@$3");
      String value = json.replaceFirst("(?s).*\"login_password\":(.*?[^\\\\]\")(\\}|,).*", "$1");
      String text = inside.replace("@", wrong.replace("%s", value));
      drive("wrong kind", () -> Orders.parse(text));
      drive("twice", () -> Orders.parse(text.replace("{\"user\"", text + "{\"user\"")));
      drive("unknown shape", () -> OrderRequest.fromJson(plain(text)));
      drive("unknown shape", () -> Order.of(OrderRequest.fromJson(plain(text))));
    }
    for (String member : List.of("user", "domains", "personas", "google_licenses")) {
      for (String value : List.of("", "null", "7", "\"x\"", "{}", "[]")) {
        drive("wrong member", () -> Orders.parse(change(json, member, value)));
      }
    }

    assertNothingLeaked();
  }

  private static Object plain(String json) throws JsonProcessingException {
    return new ObjectMapper().readValue(json, Object.class);
  }

  private static String change(String json, String member, String value) {
    ObjectNode tree = (ObjectNode) Samples.tree(json);
    if (value.isEmpty()) {
      tree.remove(member);
    } else {
      tree.set(member, Samples.tree(value));
    }
    return tree.toString();
  }
}
