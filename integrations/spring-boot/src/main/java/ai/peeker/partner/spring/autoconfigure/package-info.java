/** The automatic configuration. Applications use {@link ai.peeker.partner.spring} instead. */
@NullMarked
package ai.peeker.partner.spring.autoconfigure;

import org.jspecify.annotations.NullMarked;
