package ai.peeker.partner.testing.internal.server;

import ai.peeker.partner.testing.internal.http.LocalRequest;

/**
 * A request received, with the status and the id of its response.
 *
 * @param status the status, even if a fault dropped the response
 */
public record Exchange(LocalRequest request, int status, String requestId) {}
