/** The console: a page, and the JSON API behind it. It is not part of the Partner API. */
@NullMarked
package ai.peeker.partner.testing.internal.console;

import org.jspecify.annotations.NullMarked;
