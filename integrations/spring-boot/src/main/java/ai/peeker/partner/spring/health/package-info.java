/** The state of Peeker, for the health indicators of Spring Boot 3 and 4. */
@NullMarked
package ai.peeker.partner.spring.health;

import org.jspecify.annotations.NullMarked;
