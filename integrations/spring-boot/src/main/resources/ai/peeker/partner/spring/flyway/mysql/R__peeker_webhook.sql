-- The tables of JdbcEventStore, for Flyway: add classpath:ai/peeker/partner/spring/flyway/{vendor} to spring.flyway.locations.
-- A repeatable migration, which takes no version from yours.
create table if not exists peeker_webhook_event (
  event_id varchar(200) not null primary key,
  subject varchar(255),
  handled_at bigint not null,
  index peeker_webhook_event_handled (handled_at)
) engine = InnoDB default character set ascii collate ascii_bin;

create table if not exists peeker_webhook_subject (
  subject varchar(255) not null primary key,
  event_id varchar(200),
  event_type varchar(100),
  event_created_at bigint,
  handled_at bigint not null,
  index peeker_webhook_subject_handled (handled_at)
) engine = InnoDB default character set ascii collate ascii_bin;
