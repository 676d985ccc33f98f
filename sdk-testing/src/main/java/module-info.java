/** A stateful Peeker Partner API on loopback, for tests without a key or a network. */
module ai.peeker.partner.testing {
  requires transitive ai.peeker.partner;
  requires com.fasterxml.jackson.databind;
  requires com.networknt.schema;
  requires java.net.http;
  requires mockwebserver3;
  requires okhttp3;
  requires static transitive org.jspecify;

  exports ai.peeker.partner.testing;
}
