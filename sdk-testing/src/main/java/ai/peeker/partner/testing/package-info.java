/**
 * A Peeker Partner API that runs inside a test, on loopback, and keeps state: start at {@link
 * ai.peeker.partner.testing.LocalPeeker}.
 *
 * <p>A request passes {@code PeekerDispatcher} (records it, takes a scripted response from the
 * {@code ResponseQueue} if one is queued), {@code Router} (API key, method and path), {@code
 * OrderBodyReader} (shape of an order) and {@code OrderStore} (repeated body, domain count, {@code
 * DomainOverlap}, {@code BlockedDomains}). {@code WebhookSender} announces a newly accepted order.
 *
 * <p>Where the API documentation is silent, a {@code LocalPeeker} behaves as follows:
 *
 * <ul>
 *   <li>An order costs 3,400 cents per domain, and {@code renews_at} is null.
 *   <li>{@code missing_count} is 0 if too many domains are sent.
 *   <li>An unknown bundle is {@code invalid_request} on {@code bundle_id}.
 *   <li>Every {@code usr_} id exists.
 *   <li>A sequencer provider other than smartlead is {@code provider_not_supported}.
 *   <li>An event is delivered once and not retried.
 *   <li>Ids are sequential, so every instance generates the same ids.
 * </ul>
 */
@NullMarked
package ai.peeker.partner.testing;

import org.jspecify.annotations.NullMarked;
