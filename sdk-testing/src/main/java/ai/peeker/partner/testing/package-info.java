/**
 * A Peeker Partner API that runs inside a test, on loopback, and keeps state: start at {@link
 * ai.peeker.partner.testing.LocalPeeker}.
 *
 * <p>A request passes {@code PeekerDispatcher} (takes a scripted fault, records the request),
 * {@code ApiHandler} (API key, path and method) and the handler that an operations class such as
 * {@code OrderOperations} has registered with {@code Routes}. The rules of a resource are in a
 * class beside it, such as {@code Orders}; all of them share an {@code Account}: one lock, the
 * time, the ids and the events. {@code Outbox} sends the events as webhooks. {@code LocalApi} puts
 * the parts together.
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
