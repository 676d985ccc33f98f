package ai.peeker.partner.testing;

import ai.peeker.partner.testing.internal.LocalApi;
import ai.peeker.partner.testing.internal.check.Arguments;
import ai.peeker.partner.testing.internal.fault.Fault;
import ai.peeker.partner.testing.internal.http.LocalRequest;
import ai.peeker.partner.testing.internal.server.Exchange;
import ai.peeker.partner.testing.internal.server.LocalServer;
import ai.peeker.partner.testing.internal.server.OperationMatch;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The scripted faults of a {@link LocalPeeker}.
 *
 * <pre>{@code
 * try (LocalPeeker peeker = LocalPeeker.start()) {
 *   peeker.faults().next(2).rateLimit(Duration.ofSeconds(12));
 *   peeker.faults().on("POST", "/orders").next(1).dropResponse();
 *   // ... the first order is placed, but its response is lost ...
 * }
 * }</pre>
 *
 * <p>A request takes the first scripted fault that matches it, in the order scripted.
 *
 * <p>Safe for use by several threads.
 */
public final class Faults {
  private final Supplier<LocalApi> api;
  private final LocalServer server;
  private final Set<Object> outages = new HashSet<>();

  Faults(Supplier<LocalApi> api, LocalServer server) {
    this.api = api;
    this.server = server;
  }

  /**
   * Chooses the next requests, whatever they are.
   *
   * @param requests the number of requests, 1 or more
   * @return the choice of their fault
   * @throws IllegalArgumentException if the number is out of range
   */
  public ScriptedFault next(int requests) {
    return new Requests(request -> true).next(requests);
  }

  /**
   * Chooses the requests of one operation.
   *
   * @param method the HTTP method in upper case
   * @param path the path as the API documentation spells it, such as {@code /orders/{id}}
   * @return the choice of their number
   * @throws IllegalArgumentException if the API has no such operation
   */
  public Requests on(String method, String path) {
    return new Requests(OperationMatch.of(method + " " + path));
  }

  /**
   * Chooses the requests that match a condition.
   *
   * @param condition the condition; the status of the request that it sees is 0 and its id empty
   * @return the choice of their number
   */
  public Requests when(Predicate<ReceivedRequest> condition) {
    Arguments.requireNonNull(condition, "condition");
    return new Requests(request -> condition.test(new ReceivedRequest(Exchange.before(request))));
  }

  /**
   * Gives a part of all requests a fault: a reset, a lost response, 429 with a delay of 0 seconds,
   * 500, 503 without a body, or a body that is not JSON. Scripted faults come first.
   *
   * @param seed chooses the faults; the same seed chooses the same for the same order of requests
   * @param rate the part of the requests, from 0 to 1
   * @throws IllegalArgumentException if the rate is out of range
   */
  public void random(long seed, double rate) {
    if (!(rate >= 0 && rate <= 1)) {
      throw new IllegalArgumentException(
          "rate is out of range: " + rate + " (expected 0.0 to 1.0)");
    }
    api.get().backend().faults().setRandom(seed, rate, Fault.forSoakTests());
  }

  /**
   * Refuses all connections until the outage, and every other one, is closed: closes the open ones
   * and stops listening.
   *
   * @return the outage; close it to listen again on the same port
   */
  public Outage refuseConnections() {
    synchronized (outages) {
      Object outage = new Object();
      outages.add(outage);
      server.refuseConnections(true);
      return () -> end(outage);
    }
  }

  private void end(Object outage) {
    synchronized (outages) {
      if (outages.remove(outage) && outages.isEmpty()) {
        server.refuseConnections(false);
      }
    }
  }

  /** Removes all scripted and random faults. */
  public void reset() {
    api.get().backend().faults().clear();
    synchronized (outages) {
      outages.clear();
      server.refuseConnections(false);
    }
  }

  /** Returns a string for logging. */
  @Override
  public String toString() {
    return "Faults[" + api.get().backend().faults().size() + " scripted]";
  }

  /** Ends a refusal of connections. */
  @FunctionalInterface
  public interface Outage extends AutoCloseable {
    /** Accepts connections again. */
    @Override
    void close();
  }

  /** Chooses the number of requests that get a fault. */
  public final class Requests {
    private final Predicate<LocalRequest> matches;

    private Requests(Predicate<LocalRequest> matches) {
      this.matches = matches;
    }

    /**
     * Chooses the next requests that match.
     *
     * @param requests the number of requests, 1 or more
     * @return the choice of their fault
     * @throws IllegalArgumentException if the number is out of range
     */
    public ScriptedFault next(int requests) {
      Arguments.requireAtLeast(requests, 1, "requests");
      return script(requests);
    }

    /**
     * Chooses all requests that match, until {@link Faults#reset}.
     *
     * @return the choice of their fault
     */
    public ScriptedFault always() {
      return script(Long.MAX_VALUE);
    }

    private ScriptedFault script(long requests) {
      return new ScriptedFault(fault -> api.get().backend().faults().add(matches, requests, fault));
    }
  }
}
