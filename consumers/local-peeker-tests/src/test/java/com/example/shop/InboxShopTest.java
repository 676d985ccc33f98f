package com.example.shop;

import static ai.peeker.partner.testing.assertj.PeekerAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.PeekerClient;
import ai.peeker.partner.testing.EventFilter;
import ai.peeker.partner.testing.LocalPeeker;
import ai.peeker.partner.testing.junit.LocalPeekerTest;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@LocalPeekerTest
class InboxShopTest {
  private InboxShop shop;
  private WebhookEndpoint endpoint;

  @BeforeEach
  void open(LocalPeeker peeker, PeekerClient client) throws IOException {
    shop = new InboxShop(client, peeker.webhooks().secret());
    endpoint = new WebhookEndpoint(shop);
    peeker.webhooks().sendTo(endpoint.url());
  }

  @AfterEach
  void close() {
    endpoint.close();
  }

  @Test
  void order_whenItIsLive_isAnnouncedToTheCustomer(LocalPeeker peeker) {
    String order = shop.buy("client@example.com", "acme-mail.com", "acme-post.com");
    assertThat(peeker).hasOrder(order).hasDelivered("order.in_progress");
    assertThat(shop.mails()).isEmpty();

    peeker.clock().advance(Duration.ofMinutes(10));

    assertThat(peeker).hasDelivered("order.completed");
    assertThat(shop.mails()).containsExactly("Your inboxes are live: " + order);
  }

  @Test
  void order_whoseResponseIsLost_isPlacedOnce(LocalPeeker peeker) {
    peeker.faults().on("POST", "/orders").next(1).dropResponse();

    String order = shop.buy("client@example.com", "acme-mail.com");

    assertThat(peeker).hasReceived("POST", "/orders", 2).hasOrders(1).hasOrder(order);
  }

  @Test
  void webhook_sentTwice_isAnnouncedOnce(LocalPeeker peeker) {
    peeker.webhooks().every(EventFilter.type("order.completed")).times(2);
    String order = shop.buy("client@example.com", "acme-mail.com");

    peeker.clock().advance(Duration.ofMinutes(10));

    assertThat(peeker.webhooks().deliveries())
        .filteredOn(delivery -> delivery.type().equals("order.completed"))
        .hasSize(2)
        .allMatch(delivery -> delivery.accepted());
    assertThat(shop.mails()).containsExactly("Your inboxes are live: " + order);
  }
}
