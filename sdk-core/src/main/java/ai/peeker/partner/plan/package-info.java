/**
 * Planning without a call: how many domains a bundle or an order needs, and which of the available
 * ones to buy. Start with {@link ai.peeker.partner.plan.BundlePlan}.
 */
@NullMarked
package ai.peeker.partner.plan;

import org.jspecify.annotations.NullMarked;
