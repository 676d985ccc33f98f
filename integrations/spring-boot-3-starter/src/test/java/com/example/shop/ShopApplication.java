package com.example.shop;

import ai.peeker.partner.PeekerClient;
import ai.peeker.partner.model.OrderCompletedEvent;
import ai.peeker.partner.model.Secret;
import ai.peeker.partner.order.CustomOrder;
import ai.peeker.partner.order.MicrosoftDensity;
import ai.peeker.partner.order.Smartlead;
import ai.peeker.partner.spring.PeekerWebhook;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Sells inboxes: places orders, and records once that one is live. */
@SpringBootApplication
@RestController
public class ShopApplication {
  private final PeekerClient peeker;
  private final JdbcTemplate database;

  public ShopApplication(PeekerClient peeker, JdbcTemplate database) {
    this.peeker = peeker;
    this.database = database;
  }

  @PostMapping("/buy")
  public String buy(@RequestParam String domain) {
    CustomOrder order =
        CustomOrder.builder()
            .user("client@example.com")
            .microsoft(1, MicrosoftDensity.FIFTY)
            .sequencer(Smartlead.client(366903, "login@example.com", Secret.of("canary-password")))
            .domains(domain)
            .persona("Sam", "Lee")
            .build();
    return peeker.orders().create(order).id();
  }

  @PeekerWebhook
  public void onCompleted(OrderCompletedEvent event) {
    database.update("insert into live_order (id) values (?)", event.data().id());
  }

  public static void main(String[] args) {
    SpringApplication.run(ShopApplication.class, args);
  }
}
