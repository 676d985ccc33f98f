/** Tests of Spring Boot applications with a {@link ai.peeker.partner.testing.LocalPeeker}. */
@NullMarked
package ai.peeker.partner.spring.test;

import org.jspecify.annotations.NullMarked;
