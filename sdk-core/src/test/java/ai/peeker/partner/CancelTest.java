package ai.peeker.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.peeker.partner.model.OrderCancellation;
import ai.peeker.partner.model.OrderStatus;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Canceling a whole order and canceling some of its domains, which are two different things. */
class CancelTest extends RequestFixture {
  private Orders orders;

  @BeforeEach
  void client() {
    orders = Clients.of(server).orders();
  }

  @Test
  void cancel_sendsNoBody() {
    server.answer(200, success("cancelOrder"));

    OrderCancellation cancellation = orders.cancel("ord_1");

    assertThat(cancellation.status()).isEqualTo(OrderStatus.CANCEL_SCHEDULED);
    assertThat(sent().path()).isEqualTo("/orders/ord_1/cancel");
    assertThat(sent().body().size()).isZero();
  }

  @Test
  void cancelWithResponseAndAsync_sendNoBodyEither() {
    for (int i = 0; i < 3; i++) {
      server.answer(200, success("cancelOrder"));
    }

    assertThat(orders.cancelWithResponse("ord_1").status()).isEqualTo(200);
    assertThat(orders.cancelAsync("ord_1").join().status().value()).isEqualTo("cancel_scheduled");
    assertThat(orders.cancelWithResponseAsync("ord_1").join().status()).isEqualTo(200);

    assertThat(server.requests()).hasSize(3).allMatch(request -> request.body().size() == 0);
  }

  @Test
  void cancelDomains_inAllVariants_sendsTheDomainsInTheirOrder() {
    for (int i = 0; i < 4; i++) {
      server.answer(200, success("cancelOrder"));
    }
    List<String> domains = List.of("acme-mail.com", "dom_01HZX0D01A2B3C4D5E6F7G8H");

    assertThat(orders.cancelDomains("ord_1", domains).domains()).hasSize(2);
    assertThat(orders.cancelDomainsWithResponse("ord_1", domains).status()).isEqualTo(200);
    assertThat(orders.cancelDomainsAsync("ord_1", domains).join().domains()).hasSize(2);
    assertThat(orders.cancelDomainsWithResponseAsync("ord_1", domains).join().status())
        .isEqualTo(200);

    assertThat(server.requests())
        .hasSize(4)
        .allSatisfy(
            request -> {
              assertThat(request.path()).isEqualTo("/orders/ord_1/cancel");
              assertThat(request.body().utf8())
                  .isEqualTo("{\"domains\":[\"acme-mail.com\",\"dom_01HZX0D01A2B3C4D5E6F7G8H\"]}");
            });
  }

  static Stream<@Nullable Collection<String>> noDomains() {
    return Stream.of(null, List.of(), Set.of());
  }

  /** Sent, it would cancel the whole order. */
  @ParameterizedTest
  @MethodSource("noDomains")
  void cancelDomains_ofNoDomains_isRejectedBeforeSending(Collection<String> none) {
    for (ThrowingCallable call :
        List.<ThrowingCallable>of(
            () -> orders.cancelDomains("ord_1", none),
            () -> orders.cancelDomainsWithResponse("ord_1", none),
            () -> orders.cancelDomainsAsync("ord_1", none),
            () -> orders.cancelDomainsWithResponseAsync("ord_1", none))) {
      assertThatThrownBy(call)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "domains must not be "
                  + (none == null ? "null" : "empty")
                  + ". Pass the domains to cancel. To cancel the whole order, call cancel(id).");
    }
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void cancelDomains_withABlankOrMissingName_isRejectedBeforeSending() {
    for (List<String> domains : List.of(List.of("a.com", " "), Arrays.asList("a.com", null))) {
      assertThatThrownBy(() -> orders.cancelDomains("ord_1", domains))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("domains[1]");
    }
    assertThat(server.requests()).isEmpty();
  }

  /** A request for some domains must not be a mere overload of the whole order's. */
  @Test
  void cancel_takesTheIdAlone() {
    assertThat(Orders.class.getMethods())
        .filteredOn(method -> method.getName().matches("cancel(WithResponse)?(Async)?"))
        .isNotEmpty()
        .extracting(Method::getParameterTypes)
        .allSatisfy(parameters -> assertThat(parameters).containsExactly(String.class));
  }
}
