-- The tables of ai.peeker.partner.webhook.store.JdbcEventStore on H2.
-- Run this once, for instance as a migration.
-- The letter case of an id counts.

-- The events that were handled.
create table peeker_webhook_event (
  event_id varchar(200) not null primary key,
  subject varchar(255), -- for people: it is not read
  handled_at bigint not null -- milliseconds since 1970-01-01 UTC, by the clock of the database
);
create index peeker_webhook_event_handled on peeker_webhook_event (handled_at);

-- For each record, such as an order: the handled event that decides whether another one is stale.
create table peeker_webhook_subject (
  subject varchar(255) not null primary key,
  event_id varchar(200), -- null until an event with a registered handler is handled
  event_type varchar(100),
  event_created_at bigint, -- milliseconds since 1970-01-01 UTC, by the clock of Peeker
  handled_at bigint not null
);
create index peeker_webhook_subject_handled on peeker_webhook_subject (handled_at);
