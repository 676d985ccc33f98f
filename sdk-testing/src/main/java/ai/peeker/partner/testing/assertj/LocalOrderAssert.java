package ai.peeker.partner.testing.assertj;

import ai.peeker.partner.testing.LocalOrder;
import java.util.List;
import org.assertj.core.api.AbstractAssert;

/** Assertions on a {@link LocalOrder}. */
public final class LocalOrderAssert extends AbstractAssert<LocalOrderAssert, LocalOrder> {
  LocalOrderAssert(LocalOrder actual) {
    super(actual, LocalOrderAssert.class);
  }

  /**
   * Verifies the status.
   *
   * @param status the status as the API spells it, such as {@code completed}
   * @return this assertion
   */
  public LocalOrderAssert hasStatus(String status) {
    isNotNull();
    if (!actual.status().value().equals(status)) {
      throw failure(
          "Expected %s to be %s, but it is %s", actual.id(), status, actual.status().value());
    }
    return this;
  }

  /**
   * Verifies the domain names.
   *
   * @param domains the names, in any order
   * @return this assertion
   */
  public LocalOrderAssert hasDomains(String... domains) {
    isNotNull();
    List<String> expected = List.of(domains).stream().sorted().toList();
    List<String> found = actual.domains().stream().sorted().toList();
    if (!found.equals(expected)) {
      throw failure("Expected %s to have %s, but it has %s", actual.id(), expected, found);
    }
    return this;
  }
}
