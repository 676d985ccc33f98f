package com.example.shop;

import ai.peeker.partner.PeekerClient;
import ai.peeker.partner.model.OrderCompletedEvent;
import ai.peeker.partner.model.Secret;
import ai.peeker.partner.order.CustomOrder;
import ai.peeker.partner.order.MicrosoftDensity;
import ai.peeker.partner.order.Smartlead;
import ai.peeker.partner.webhook.WebhookHandler;
import ai.peeker.partner.webhook.WebhookVerifier;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Sells inboxes: the application that the tests are for. */
public final class InboxShop {
  private final PeekerClient peeker;
  private final WebhookHandler webhooks;
  private final List<String> mails = new CopyOnWriteArrayList<>();

  public InboxShop(PeekerClient peeker, String webhookSecret) {
    this.peeker = peeker;
    this.webhooks =
        WebhookHandler.builder(
                WebhookVerifier.builder().secret("shop", Secret.of(webhookSecret)).build())
            .on(
                OrderCompletedEvent.class,
                (event, context) -> mails.add("Your inboxes are live: " + event.data().id()))
            .fallback((event, context) -> {})
            .build();
  }

  /** Buys one inbox on each domain and returns the id of the order. */
  public String buy(String customer, String... domains) {
    CustomOrder order =
        CustomOrder.builder()
            .user(customer)
            .microsoft(domains.length, MicrosoftDensity.FIFTY)
            .sequencer(Smartlead.client(366903, "login@example.com", Secret.of("password")))
            .domains(List.of(domains))
            .persona("Sam", "Lee")
            .build();
    return peeker.orders().create(order).id();
  }

  /** Handles a webhook and returns the status of the response. */
  public int webhook(Map<String, List<String>> headers, byte[] body) {
    return webhooks.handle(headers, body).status();
  }

  /** Returns the mails to customers. */
  public List<String> mails() {
    return mails;
  }
}
