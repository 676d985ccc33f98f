package ai.peeker.partner.testing.internal.fault;

import ai.peeker.partner.testing.internal.http.LocalRequest;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;

/**
 * The scripted faults, in the order scripted. A request takes the first that matches it.
 *
 * <p>Safe for use by several threads.
 */
public final class FaultScript {
  private final List<Entry> entries = new ArrayList<>();

  /**
   * Adds a fault.
   *
   * @param requests the number of requests that take it
   */
  public synchronized void add(Predicate<LocalRequest> matches, int requests, Fault fault) {
    entries.add(new Entry(matches, requests, fault));
  }

  /** Takes the fault of a request. */
  public synchronized Fault next(LocalRequest request) {
    for (Iterator<Entry> all = entries.iterator(); all.hasNext(); ) {
      Entry entry = all.next();
      if (entry.matches.test(request)) {
        entry.remaining--;
        if (entry.remaining == 0) {
          all.remove();
        }
        return entry.fault;
      }
    }
    return Fault.NONE;
  }

  private static final class Entry {
    private final Predicate<LocalRequest> matches;
    private int remaining;
    private final Fault fault;

    private Entry(Predicate<LocalRequest> matches, int remaining, Fault fault) {
      this.matches = matches;
      this.remaining = remaining;
      this.fault = fault;
    }
  }
}
