/**
 * Programs to read and to run, one for each question; the main job is {@link
 * ai.peeker.partner.examples.PlaceOrder}.
 */
@NullMarked
package ai.peeker.partner.examples;

import org.jspecify.annotations.NullMarked;
