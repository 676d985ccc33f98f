/** The client of the Peeker Partner API: orders, planning, calls, errors and webhooks. */
module ai.peeker.partner {
  requires com.fasterxml.jackson.core;
  requires transitive ai.peeker.partner.generated;
  requires transitive okhttp3;
  requires kotlin.stdlib; // of OkHttp 5.0 and okio, which have no descriptors to require it
  requires transitive java.sql; // part of every JDK; not static, so that a module path has it
  requires static transitive org.jspecify;

  exports ai.peeker.partner;
  exports ai.peeker.partner.call;
  exports ai.peeker.partner.domain;
  exports ai.peeker.partner.error;
  exports ai.peeker.partner.order;
  exports ai.peeker.partner.plan;
  exports ai.peeker.partner.poll;
  exports ai.peeker.partner.ratelimit;
  exports ai.peeker.partner.webhook;
  exports ai.peeker.partner.webhook.store;
}
