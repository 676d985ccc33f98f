/**
 * Sends requests over OkHttp: the only package that uses it. The main type is {@link
 * ai.peeker.partner.internal.http.HttpSender}.
 */
@NullMarked
package ai.peeker.partner.internal.http;

import org.jspecify.annotations.NullMarked;
