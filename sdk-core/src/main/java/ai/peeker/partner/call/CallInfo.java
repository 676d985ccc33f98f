package ai.peeker.partner.call;

import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Identifies a call in the events of a {@link CallListener}. All events of a call have the same
 * instance, which is equal to itself alone and can be the key of a map.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class CallInfo {
  private final long id;
  private final String operation;
  private final String method;
  private final String pathTemplate;

  private CallInfo(long id, String operation, String method, String pathTemplate) {
    this.id = id;
    this.operation = operation;
    this.method = method;
    this.pathTemplate = pathTemplate;
  }

  /**
   * Creates the identity of a call, with a random id. The client does so for each call; a test of a
   * listener can do so as well.
   *
   * @param operation the operation's id in the contract; not null
   * @param method the HTTP method; not null
   * @param pathTemplate the path below the base URL without parameter values; not null
   * @return the identity
   * @throws IllegalArgumentException if an argument is null
   */
  public static CallInfo of(String operation, String method, String pathTemplate) {
    if (operation == null || method == null || pathTemplate == null) {
      throw new IllegalArgumentException("operation, method and pathTemplate must not be null");
    }
    return new CallInfo(ThreadLocalRandom.current().nextLong(), operation, method, pathTemplate);
  }

  /**
   * Returns the id of the call, which its log lines have too. It is random and is not sent.
   *
   * @return 16 hexadecimal digits
   */
  public String id() {
    return String.format(Locale.ROOT, "%016x", id);
  }

  /**
   * Returns the operation's id in the contract.
   *
   * @return the id, such as {@code createOrder}
   */
  public String operation() {
    return operation;
  }

  /**
   * Returns the HTTP method.
   *
   * @return the method in upper case
   */
  public String method() {
    return method;
  }

  /**
   * Returns the path below the base URL without parameter values.
   *
   * @return the path template, such as {@code /orders/{order_id}}; for {@link
   *     ai.peeker.partner.PeekerClient#request(String, String)}, the path as it was given
   */
  public String pathTemplate() {
    return pathTemplate;
  }

  /** Returns a string for logging, such as {@code POST /orders [5f0c18a2b3d49e67]}. */
  @Override
  public String toString() {
    return method + " " + pathTemplate + " [" + id() + "]";
  }
}
