/** Support for JUnit 5.12 and later and for JUnit 6. */
@NullMarked
package ai.peeker.partner.testing.junit;

import org.jspecify.annotations.NullMarked;
