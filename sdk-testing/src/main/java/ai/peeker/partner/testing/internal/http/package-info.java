/** Requests, responses, errors, pages and routes, without types of the web server. */
@NullMarked
package ai.peeker.partner.testing.internal.http;

import org.jspecify.annotations.NullMarked;
