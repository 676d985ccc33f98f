-- The tables of ai.peeker.partner.webhook.store.JdbcEventStore. Run this once, for instance as a migration. It is valid on
-- PostgreSQL, H2, MySQL and MariaDB.
-- The letter case of an id counts: on MySQL and MariaDB give the tables a case-sensitive collation, such as ascii_bin.

-- The events that were handled. Only event_id and handled_at are read again.
create table peeker_webhook_event (
  event_id varchar(200) not null primary key,
  subject varchar(200),
  event_position bigint not null,
  handled_at bigint not null -- milliseconds since 1970-01-01, UTC
);
create index peeker_webhook_event_handled on peeker_webhook_event (handled_at);

-- The latest event that was handled, for each record such as an order.
create table peeker_webhook_subject (
  subject varchar(200) not null primary key,
  event_position bigint not null,
  handled_at bigint not null
);
create index peeker_webhook_subject_handled on peeker_webhook_subject (handled_at);
