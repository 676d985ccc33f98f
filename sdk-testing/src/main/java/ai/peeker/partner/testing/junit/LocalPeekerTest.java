package ai.peeker.partner.testing.junit;

import ai.peeker.partner.testing.LocalPeeker;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Starts a {@link LocalPeeker} for a test class. Tests, their constructors and their lifecycle
 * methods receive it, and a client of it, as parameters:
 *
 * <pre>{@code
 * @LocalPeekerTest
 * class OrderTest {
 *   @Test
 *   void key_ofATest_isAccepted(LocalPeeker peeker, PeekerClient client) {
 *     client.account().me();
 *   }
 * }
 * }</pre>
 *
 * <p>A class and its nested classes share one server. Each test starts with the state of a new
 * instance, so set a webhook URL in a {@code @BeforeEach} method, not in a {@code @BeforeAll} one.
 * Do not run the tests of one class in parallel.
 *
 * <p>A test fails if {@code LocalPeeker} itself violated the contract. For settings use {@link
 * LocalPeekerExtension}.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ExtendWith(LocalPeekerExtension.class)
public @interface LocalPeekerTest {
  /**
   * Returns whether a test finds the state that earlier tests of the class left.
   *
   * @return true to keep the state; by default it is reset before each test
   */
  boolean keepState() default false;
}
