/**
 * Short programs, one question each. They run without an API key, against {@link
 * ai.peeker.partner.testing.LocalPeeker}. Start with {@link ai.peeker.partner.examples.PlaceOrder}.
 */
@NullMarked
package ai.peeker.partner.examples;

import org.jspecify.annotations.NullMarked;
