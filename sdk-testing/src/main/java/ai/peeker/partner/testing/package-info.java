/**
 * A Peeker Partner API that runs inside a test, on loopback, and keeps state: start at {@link
 * ai.peeker.partner.testing.LocalPeeker}. It serves every operation and webhook of the contract.
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
 *   <li>The error codes whose status is not documented have the status 400: {@code
 *       provider_not_supported}, {@code smartlead_connection_required}, {@code
 *       smartlead_client_not_found}, {@code domain_not_imported} and {@code
 *       premium_domain_not_supported}. The last one is for swaps to a premium domain and for orders
 *       of one that the account has imported; an order that would register one is {@code
 *       domains_not_submittable}, as documented.
 *   <li>A known path with another method is 405 {@code invalid_request}. The preset {@code limited}
 *       may read and check the availability of domains.
 *   <li>An order is completed after 10 minutes, unless a test sets another duration. A swap is
 *       picked up after a minute and completed ten minutes later.
 *   <li>An order costs 100 cents per Google license, 900 per Microsoft license and 3,300 per
 *       registered domain, as in the documented full order. It renews each month, and a
 *       cancellation takes effect at the next renewal.
 *   <li>An order of which some domains are cancelled keeps its status, and no event reports it.
 *   <li>The domains of a failed order can be ordered again. An order whose actions are resolved is
 *       in progress again without an event.
 *   <li>Microsoft inboxes are put on the first domains that can host them. Each Microsoft domain of
 *       a bundle has 50.
 *   <li>A profile picture is judged by its URL: one with a private host is not accessible.
 *   <li>A premium swap counts against the cap until its old domain is retired. A rejected one is
 *       {@code invalid_request} on {@code type} or {@code domain_id}.
 *   <li>A new swap of a domain whose swap requires action makes the earlier one fail.
 *   <li>{@code missing_count} is 0 if too many domains are sent.
 *   <li>An order of an unknown or archived bundle is {@code invalid_request} on {@code bundle_id},
 *       an order of an unknown or deleted user on {@code user}.
 *   <li>An email that a user has, even a deleted one, is {@code invalid_request} on {@code email},
 *       with that user in {@code details.user}. Deleted users and archived bundles are read-only.
 *   <li>A sequencer provider other than smartlead is {@code provider_not_supported}, for orders and
 *       for users.
 *   <li>The recommended split of a bundle is half Google, half Microsoft, as in the example.
 *   <li>A domain of the account is {@code taken}. In {@code domains_not_submittable}, every reason
 *       but {@code premium} is {@code unavailable}.
 *   <li>A queued import knows its nameservers after a minute; an import is completed five minutes
 *       after it knows them. Names that are not root domains are in its property {@code failed}.
 *       Both paths of an import job return jobs of both kinds, as the same JSON.
 *   <li>A forwarding job takes three minutes. One with completed and failed domains sends both
 *       events; a domain that the account does not have is {@code not_found}.
 *   <li>An event that is not accepted is sent again after 5 minutes, 30 minutes, 3 hours and 18
 *       hours.
 *   <li>Ids are sequential, so every instance generates the same ids. Only event ids, and with
 *       {@code realTime()} all ids, differ between instances and after a reset, because receivers
 *       remember them.
 * </ul>
 */
@NullMarked
package ai.peeker.partner.testing;

import org.jspecify.annotations.NullMarked;
