package ai.peeker.partner.testing.internal.fault;

import ai.peeker.partner.testing.internal.http.LocalRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The scripted faults, in the order scripted. A request takes the first that matches it, or else a
 * random one, if there are any.
 *
 * <p>Safe for use by several threads.
 */
public final class FaultScript {
  private final List<Entry> entries = new ArrayList<>();
  private Supplier<Fault> random = () -> Fault.NONE;

  /**
   * Adds a fault.
   *
   * @param requests the number of requests that take it
   */
  public synchronized void add(Predicate<LocalRequest> matches, long requests, Fault fault) {
    entries.add(new Entry(matches, requests, fault));
  }

  /**
   * Gives this share of the requests that no scripted fault matches one of the faults.
   *
   * @param seed the same seed chooses the same faults for the same order of requests
   * @param rate from 0 to 1
   */
  public synchronized void setRandom(long seed, double rate, List<Fault> faults) {
    Random numbers = new Random(seed);
    random =
        () -> numbers.nextDouble() < rate ? faults.get(numbers.nextInt(faults.size())) : Fault.NONE;
  }

  /** Returns the number of scripted faults that requests have not used up. */
  public synchronized int size() {
    return entries.size();
  }

  /** Returns the scripted faults that requests have not used up. */
  public synchronized List<Pending> pending() {
    return entries.stream()
        .map(entry -> new Pending(entry.fault, entry.matches, entry.remaining))
        .toList();
  }

  /** A scripted fault and the number of requests that still take it. */
  public record Pending(Fault fault, Predicate<LocalRequest> matches, long remaining) {}

  /** Removes all faults. */
  public synchronized void clear() {
    entries.clear();
    random = () -> Fault.NONE;
  }

  /** Takes the fault of a request. */
  public synchronized Fault next(LocalRequest request) {
    Optional<Entry> found =
        entries.stream().filter(entry -> entry.matches.test(request)).findFirst();
    if (found.isEmpty()) {
      return random.get();
    }
    Entry entry = found.get();
    entry.remaining--;
    if (entry.remaining == 0) {
      entries.remove(entry);
    }
    return entry.fault;
  }

  private static final class Entry {
    private final Predicate<LocalRequest> matches;
    private final Fault fault;
    private long remaining;

    private Entry(Predicate<LocalRequest> matches, long requests, Fault fault) {
      this.matches = matches;
      this.remaining = requests;
      this.fault = fault;
    }
  }
}
