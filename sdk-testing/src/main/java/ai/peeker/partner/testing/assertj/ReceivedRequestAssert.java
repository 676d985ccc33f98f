package ai.peeker.partner.testing.assertj;

import ai.peeker.partner.testing.ReceivedRequest;
import org.assertj.core.api.AbstractAssert;

/** Assertions on a {@link ReceivedRequest}. */
public final class ReceivedRequestAssert
    extends AbstractAssert<ReceivedRequestAssert, ReceivedRequest> {
  ReceivedRequestAssert(ReceivedRequest actual) {
    super(actual, ReceivedRequestAssert.class);
  }

  /**
   * Verifies the status of the response.
   *
   * @param status the HTTP status
   * @return this assertion
   */
  public ReceivedRequestAssert hasStatus(int status) {
    isNotNull();
    if (actual.status() != status) {
      throw failure("Expected the status %s of %s", status, actual);
    }
    return this;
  }

  /**
   * Verifies that a header was sent. The values are not compared, because they may be secret.
   *
   * @param name the header's name, in any letter case
   * @return this assertion
   */
  public ReceivedRequestAssert hasHeader(String name) {
    isNotNull();
    if (actual.header(name).isEmpty()) {
      throw failure("Expected the header %s of %s", name, actual);
    }
    return this;
  }

  /**
   * Verifies that the body contains a text. The message of a failure does not show the body.
   *
   * @param text the text
   * @return this assertion
   */
  public ReceivedRequestAssert hasBodyContaining(String text) {
    isNotNull();
    if (!actual.body().contains(text)) {
      throw failure("Expected a body containing \"%s\" of %s", text, actual);
    }
    return this;
  }
}
