package com.example.outbox;

import ai.peeker.partner.call.PendingOrder;
import ai.peeker.partner.dbscheduler.OrderListener;
import ai.peeker.partner.dbscheduler.OrderOutbox;
import ai.peeker.partner.model.ErrorCode;
import ai.peeker.partner.model.OrderCompletedEvent;
import ai.peeker.partner.model.Secret;
import ai.peeker.partner.order.CustomOrder;
import ai.peeker.partner.order.MicrosoftDensity;
import ai.peeker.partner.order.Smartlead;
import ai.peeker.partner.spring.PeekerWebhook;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Sells inboxes: an order is placed if its purchase commits, and its result comes back. */
@SpringBootApplication
@RestController
public class OutboxApplication implements OrderListener {
  private final OrderOutbox outbox;
  private final SchedulerClient scheduler;
  private final JdbcTemplate database;

  public OutboxApplication(OrderOutbox outbox, SchedulerClient scheduler, JdbcTemplate database) {
    this.outbox = outbox;
    this.scheduler = scheduler;
    this.database = database;
  }

  @PostMapping("/buy")
  @Transactional
  public void buy(
      @RequestParam String id, @RequestParam String domain, @RequestParam boolean pays) {
    database.update("insert into purchase (id, state) values (?, 'open')", id);
    CustomOrder order =
        CustomOrder.builder()
            .user("client@example.com")
            .microsoft(1, MicrosoftDensity.FIFTY)
            .sequencer(Smartlead.client(366903, "login@example.com", Secret.of("canary-password")))
            .domains(domain)
            .persona("Sam", "Lee")
            .build();
    outbox.schedule(id, order, scheduler);
    if (!pays) {
      throw new IllegalStateException("The payment failed.");
    }
  }

  @PeekerWebhook
  public void onCompleted(OrderCompletedEvent event) {
    database.update(
        "update purchase set live = live + 1 where peeker_order = ?", event.data().id());
  }

  @Override
  public void onPlaced(String id, String orderId) {
    database.update(
        "update purchase set state = 'placed', peeker_order = ? where id = ? and state = 'open'",
        orderId,
        id);
  }

  @Override
  public void onRefused(String id, ErrorCode code, String message) {
    database.update("update purchase set state = 'refused' where id = ? and state = 'open'", id);
  }

  @Override
  public void onExpired(String id, PendingOrder pending) {
    database.update("update purchase set state = 'unknown' where id = ? and state = 'open'", id);
  }
}
