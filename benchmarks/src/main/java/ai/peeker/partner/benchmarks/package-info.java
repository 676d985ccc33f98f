/**
 * Measurements with JMH, run by hand; the one of webhooks is {@link
 * ai.peeker.partner.benchmarks.WebhookBenchmark}.
 */
@NullMarked
package ai.peeker.partner.benchmarks;

import org.jspecify.annotations.NullMarked;
