/**
 * The Peeker Partner SDK in Spring Boot 3.5 and 4: the properties {@code peeker.partner.*}, webhook
 * methods, and the types that applications implement to change the configuration.
 */
@NullMarked
package ai.peeker.partner.spring;

import org.jspecify.annotations.NullMarked;
