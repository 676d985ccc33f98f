-- The table of ai.peeker.partner.ratelimit.JdbcRateLimiter on PostgreSQL, MySQL, MariaDB and H2.
-- Run this once, for instance as a migration. The limiter inserts the rows.

-- One row for each permit, and one with place 0 for the pause after a 429.
create table peeker_rate_limit (
  name varchar(100) not null, -- of the limiter: one for each API key
  place int not null,
  owner varchar(40) not null, -- of the permit: a random id
  free_at bigint not null, -- milliseconds since 1970-01-01 UTC, by the clock of the database
  primary key (name, place)
);
