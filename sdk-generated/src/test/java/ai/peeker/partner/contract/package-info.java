/**
 * Test support that reads the contract directly from {@code openapi.yaml}, independently of the
 * generated code. {@link ai.peeker.partner.contract.Contract} is the entry point. The tests of the
 * other modules use it too.
 */
@NullMarked
package ai.peeker.partner.contract;

import org.jspecify.annotations.NullMarked;
