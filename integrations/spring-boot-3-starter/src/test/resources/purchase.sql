drop table if exists purchase;
create table purchase (
  id varchar(100) primary key,
  state varchar(20) not null,
  peeker_order varchar(200),
  live int not null default 0
);
