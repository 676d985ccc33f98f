/** Observations and meters of the Peeker Partner SDK's calls and webhooks. */
module ai.peeker.partner.micrometer {
  requires transitive ai.peeker.partner;
  requires transitive micrometer.commons;
  requires transitive micrometer.observation;
  requires static transitive micrometer.core; // of PeekerMeters only
  requires static transitive org.jspecify;

  exports ai.peeker.partner.micrometer;
}
