/** The parts of the automatic configuration that Spring Boot 3 has in packages of its own. */
@NullMarked
package ai.peeker.partner.spring.boot3;

import org.jspecify.annotations.NullMarked;
