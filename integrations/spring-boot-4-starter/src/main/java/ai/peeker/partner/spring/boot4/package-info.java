/** The parts of the automatic configuration that Spring Boot 4 has in packages of its own. */
@NullMarked
package ai.peeker.partner.spring.boot4;

import org.jspecify.annotations.NullMarked;
