-- The tables of ai.peeker.partner.dbscheduler on MySQL and MariaDB.
-- Run this once, for instance as a migration. It changes nothing that is there already.

-- The table of db-scheduler 16, as its documentation has it, with two differences: the letter case of an id counts, so the
-- collation is binary; and an order with many domains is longer than a blob. It can be shared with other tasks.
create table if not exists scheduled_tasks (
  task_name varchar(100) not null,
  task_instance varchar(100) not null,
  task_data mediumblob,
  execution_time datetime(6) not null,
  picked boolean not null,
  picked_by varchar(50),
  last_success datetime(6) null,
  last_failure datetime(6) null,
  consecutive_failures int,
  last_heartbeat datetime(6) null,
  version bigint not null,
  priority smallint,
  primary key (task_name, task_instance),
  index execution_time_idx (execution_time),
  index last_heartbeat_idx (last_heartbeat),
  index priority_execution_time_idx (priority desc, execution_time asc)
) engine = InnoDB default character set utf8mb4 collate utf8mb4_bin;
