drop table if exists live_order;
create table live_order (
  id varchar(200) not null -- twice if an effect happened twice
);
