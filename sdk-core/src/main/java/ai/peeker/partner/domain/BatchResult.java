package ai.peeker.partner.domain;

import ai.peeker.partner.error.CallException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The result of an operation that needed several calls: the results of the calls that succeeded,
 * and the failure of each domain whose call failed.
 *
 * <pre>{@code
 * BatchResult<DomainAvailability> checked = client.domains().checkAvailability(names);
 * checked.results().forEach(row -> System.out.println(row.domain() + " " + row.available()));
 * checked.failures().forEach((domain, e) -> System.err.println(domain + " " + e.getMessage()));
 * }</pre>
 *
 * <p>Immutable and safe for use by several threads.
 *
 * @param <T> the type of a result
 */
public final class BatchResult<T> {
  private final List<T> results;
  private final Map<String, CallException> failures;

  private BatchResult(List<T> results, Map<String, CallException> failures) {
    this.results = results;
    this.failures = failures;
  }

  /**
   * Returns a result, for tests and fakes.
   *
   * @param <T> the type of a result
   * @param results the results, in order; not null
   * @param failures the failures by domain, in order; not null
   * @return the result
   */
  public static <T> BatchResult<T> of(
      List<? extends T> results, Map<String, ? extends CallException> failures) {
    return new BatchResult<>(
        List.copyOf(results), Collections.unmodifiableMap(new LinkedHashMap<>(failures)));
  }

  /**
   * Returns the results of the calls that succeeded.
   *
   * @return in the order in which the domains were given; unmodifiable
   */
  public List<T> results() {
    return results;
  }

  /**
   * Returns the domains whose call failed. The domains of one call have the same exception, and its
   * {@link CallException#outcome()} says whether the call may have changed anything.
   *
   * @return the failures by domain, in the order and the spelling in which they were given;
   *     unmodifiable
   */
  public Map<String, CallException> failures() {
    return failures;
  }

  /** {@return whether no call failed} */
  public boolean isComplete() {
    return failures.isEmpty();
  }

  /**
   * Returns the results if no call failed. What succeeded is not in the exception: read {@link
   * #results()} and {@link #failures()} to keep it.
   *
   * @return as {@link #results()}
   * @throws CallException the first failure
   */
  public List<T> orThrow() {
    if (!isComplete()) {
      throw failures.values().iterator().next();
    }
    return results;
  }

  /** Returns a string for logging: the numbers of results and of failed domains. */
  @Override
  public String toString() {
    return "BatchResult[" + results.size() + " results, " + failures.size() + " failed domains]";
  }
}
