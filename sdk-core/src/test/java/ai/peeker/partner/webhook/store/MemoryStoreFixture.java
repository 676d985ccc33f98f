package ai.peeker.partner.webhook.store;

import ai.peeker.partner.webhook.store.EventStore.Claim;

/** A store in memory whose clock is set by hand. */
abstract class MemoryStoreFixture {
  static final EventKey EVENT = Events.key("evt_1", "ord_1", 5);
  static final EventKey EARLIER = Events.key("evt_0", "ord_1", 4);

  final HandClock clock = new HandClock();
  final MemoryEventStore store = MemoryEventStore.builder().millis(clock::millis).build();

  static EventKey event(String id) {
    return Events.key(id, null, 0);
  }

  static Claim handle(MemoryEventStore store, EventKey event) {
    Claim claim = store.claim(event);
    store.markHandled(event);
    return claim;
  }
}
