package com.example.starter;

import ai.peeker.partner.PeekerClient;
import ai.peeker.partner.model.OrderCompletedEvent;
import ai.peeker.partner.model.Secret;
import ai.peeker.partner.order.CustomOrder;
import ai.peeker.partner.order.MicrosoftDensity;
import ai.peeker.partner.order.Smartlead;
import ai.peeker.partner.spring.PeekerWebhook;
import com.example.shop.Versions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** Places an order, and receives its webhook at the endpoint of the starter. */
@SpringBootApplication
public class StarterApplication {
  private final CompletableFuture<String> completed = new CompletableFuture<>();

  @PeekerWebhook
  public void onCompleted(OrderCompletedEvent event) {
    completed.complete(event.data().id());
  }

  public static void main(String[] args) throws Exception {
    try (ConfigurableApplicationContext context =
        SpringApplication.run(StarterApplication.class, args)) {
      CustomOrder order =
          CustomOrder.builder()
              .user("client@example.com")
              .microsoft(1, MicrosoftDensity.FIFTY)
              .sequencer(Smartlead.client(366903, "login@example.com", Secret.of("password")))
              .domains("acme-mail.com")
              .persona("Sam", "Lee")
              .build();
      String id = context.getBean(PeekerClient.class).orders().create(order).id();
      String port = context.getEnvironment().getProperty("local.server.port");
      System.out.println("webhooks http://127.0.0.1:" + port + "/webhooks/peeker");
      StarterApplication application = context.getBean(StarterApplication.class);
      if (!application.completed.get(30, TimeUnit.SECONDS).equals(id)) {
        throw new AssertionError("the order of the webhook is wrong");
      }
    }
    System.out.println("versions " + Versions.text());
  }
}
