/** The contract, and the validation of requests and responses by it. */
@NullMarked
package ai.peeker.partner.testing.internal.contract;

import org.jspecify.annotations.NullMarked;
