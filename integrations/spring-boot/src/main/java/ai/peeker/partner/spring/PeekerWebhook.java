package ai.peeker.partner.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.aot.hint.annotation.Reflective;

/**
 * Marks a method of a bean as the handler of a webhook event. Its first parameter is the event, its
 * second, optional one the {@link ai.peeker.partner.webhook.WebhookContext}.
 *
 * <pre>{@code
 * @PeekerWebhook
 * void onCompleted(OrderCompletedEvent event, WebhookContext context) {
 *   if (!context.isStale()) {
 *     System.out.println(event.data().id() + " is live");
 *   }
 * }
 * }</pre>
 *
 * <p>A method with a parameter of type {@link ai.peeker.partner.model.WebhookEvent} handles all
 * other events. An event type has one method; the application does not start with two.
 *
 * <p>If there is a {@code DataSource}, the method runs in a transaction, in which the event is
 * recorded as handled: its writes to the database are committed exactly once. If it throws, the
 * transaction is rolled back, and Peeker delivers the event again. The method must be done when it
 * returns, so it is void and not asynchronous.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Reflective
public @interface PeekerWebhook {}
