package ai.peeker.partner.webhook.store;

import java.lang.management.ManagementFactory;

/**
 * Claims and finishes events with the longest ids and subjects, all different, in a separate
 * process: {@code Filling EVENTS}. Prints how many bytes of the heap the store took at most, and
 * how many events it knows in the end.
 */
final class Filling {
  private static final int SAMPLES = 10;
  private static final String PADDING = "x".repeat(180);

  private Filling() {}

  /** Measures after a full collection, so that only the content of the store is counted. */
  public static void main(String[] arguments) {
    int events = Integer.parseInt(arguments[0]);
    long before = usedHeap();
    MemoryEventStore store = MemoryEventStore.create();
    long peak = 0;
    for (int i = 0; i < events; i++) {
      EventKey event = Events.key(PADDING + digits(i, 'e'), PADDING + digits(i, 's'), i);
      store.claim(event);
      store.markHandled(event);
      if (i % (events / SAMPLES) == events / SAMPLES - 1) {
        peak = Math.max(peak, usedHeap() - before);
      }
    }
    Forked.print(peak + " " + store.size());
  }

  /** Twenty characters. */
  private static String digits(int number, char first) {
    String digits = Integer.toString(number);
    return first + "0".repeat(19 - digits.length()) + digits;
  }

  private static long usedHeap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
