package ai.peeker.partner.webhook.store;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Events by the thousand. */
final class Events {
  static final long START = 1778241600; // date -u -d 2026-05-08T12:00:00Z +%s

  private static final int SUBJECTS = 100;

  private Events() {}

  static EventKey key(String id, String subject, long second) {
    return EventKey.of(id, "order.in_progress", subject, Instant.ofEpochSecond(START + second));
  }

  /** Of each subject there are some, one after the other; every fourth has none. */
  static EventKey number(int number) {
    String subject = number % 4 == 3 ? null : "ord_" + number % SUBJECTS;
    return key(id(number), subject, number / SUBJECTS);
  }

  private static String id(int number) {
    return "evt_" + (1_000_000 + number);
  }

  /** The first so many events, each so often, in an order that follows from the seed. */
  static List<EventKey> shuffled(int events, int times, long seed) {
    List<EventKey> deliveries = new ArrayList<>();
    for (int i = 0; i < events; i++) {
      deliveries.addAll(Collections.nCopies(times, number(i)));
    }
    Collections.shuffle(deliveries, new Random(seed));
    return deliveries;
  }

  /** One effect for each. */
  static Map<String, Integer> onceEach(int events) {
    return new TreeMap<>(
        IntStream.range(0, events).mapToObj(Events::id).collect(toMap(identity(), id -> 1)));
  }
}
