package ai.peeker.partner.spring.test;

import ai.peeker.partner.spring.autoconfigure.PeekerClientAutoConfiguration;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;

/**
 * Connects the application of a test class with a {@link ai.peeker.partner.testing.LocalPeeker}. It
 * replaces the properties {@code peeker.partner.api-key}, {@code base-url} and {@code
 * webhook.secret}, so the test needs no key and no network.
 *
 * <pre>{@code
 * import ai.peeker.partner.spring.test.AutoConfigureLocalPeeker;
 * import ai.peeker.partner.testing.LocalPeeker;
 * import org.springframework.beans.factory.annotation.Autowired;
 * import org.springframework.boot.test.context.SpringBootTest;
 *
 * @SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
 * @AutoConfigureLocalPeeker
 * class ShopTest {
 *   @Autowired LocalPeeker peeker;
 * }
 * }</pre>
 *
 * <p>There is one instance for each application context, a bean; it is closed with the context. It
 * is reset before each test, and {@linkplain
 * ai.peeker.partner.testing.LocalPeeker#verifyConformance verified} after it. If the test runs a
 * web server, webhooks are sent to its port and to {@code peeker.partner.webhook.path}.
 *
 * <p>A test slice, such as of {@code @WebMvcTest}, has the client too, but receives no webhooks.
 *
 * <p>For other settings declare a bean of type {@code LocalPeeker} in a {@code @TestConfiguration}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ImportAutoConfiguration({LocalPeekerAutoConfiguration.class, PeekerClientAutoConfiguration.class})
public @interface AutoConfigureLocalPeeker {}
