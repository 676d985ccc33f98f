/**
 * The contract as the tests read it, straight from {@code openapi.yaml} and past the generated
 * code; {@link ai.peeker.partner.contract.Contract} is the way in. The other modules' tests use it
 * as well.
 */
@NullMarked
package ai.peeker.partner.contract;

import org.jspecify.annotations.NullMarked;
