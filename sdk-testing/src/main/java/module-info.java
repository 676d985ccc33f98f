/** A stateful Peeker Partner API on loopback, for tests without a key or a network. */
module ai.peeker.partner.testing {
  requires transitive ai.peeker.partner;
  requires com.fasterxml.jackson.databind;
  requires com.networknt.schema;
  requires mockwebserver3;
  requires okhttp3;
  requires static transitive org.assertj.core;
  requires static transitive org.jspecify;
  requires static transitive org.junit.jupiter.api;

  exports ai.peeker.partner.testing;
  exports ai.peeker.partner.testing.assertj;
  exports ai.peeker.partner.testing.junit;
}
