-- The tables of JdbcEventStore, for Flyway: add classpath:ai/peeker/partner/spring/flyway/{vendor} to spring.flyway.locations.
-- A repeatable migration, which takes no version from yours.
create table if not exists peeker_webhook_event (
  event_id varchar(200) not null primary key,
  subject varchar(255),
  handled_at bigint not null
);
create index if not exists peeker_webhook_event_handled on peeker_webhook_event (handled_at);

create table if not exists peeker_webhook_subject (
  subject varchar(255) not null primary key,
  event_id varchar(200),
  event_type varchar(100),
  event_created_at bigint,
  handled_at bigint not null
);
create index if not exists peeker_webhook_subject_handled on peeker_webhook_subject (handled_at);
