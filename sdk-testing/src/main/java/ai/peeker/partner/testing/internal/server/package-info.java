/** The web server: from a connection to the handler of an operation. */
@NullMarked
package ai.peeker.partner.testing.internal.server;

import org.jspecify.annotations.NullMarked;
