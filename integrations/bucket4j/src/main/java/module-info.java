/** A rate limit for several machines, on Redis, Hazelcast or another backend of bucket4j. */
module ai.peeker.partner.bucket4j {
  requires transitive ai.peeker.partner;
  requires transitive io.github.bucket4j.core;
  requires static transitive org.jspecify;

  exports ai.peeker.partner.bucket4j;
}
