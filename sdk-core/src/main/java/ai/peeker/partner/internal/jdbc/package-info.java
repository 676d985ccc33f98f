/**
 * Runs work in transactions of a database. The main type is {@link
 * ai.peeker.partner.internal.jdbc.JdbcTransaction}.
 */
@NullMarked
package ai.peeker.partner.internal.jdbc;

import org.jspecify.annotations.NullMarked;
