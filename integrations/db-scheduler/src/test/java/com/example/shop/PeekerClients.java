package com.example.shop;

import ai.peeker.partner.PeekerClient;
import ai.peeker.partner.ratelimit.JdbcRateLimiter;
import javax.sql.DataSource;

/** The clients of several machines, which share the rate limit of their key. */
public final class PeekerClients {
  private PeekerClients() {}

  /** Returns a client whose requests are counted with those of all other machines. */
  public static PeekerClient of(PeekerClient.Builder builder, DataSource dataSource, int limit) {
    return builder.rateLimiter(JdbcRateLimiter.of(dataSource, "shop").withLimit(limit)).build();
  }
}
