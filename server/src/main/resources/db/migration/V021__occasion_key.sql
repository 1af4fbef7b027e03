-- Occasions are looked for by their shard only: one index less for each event that comes in.
alter table occasion drop constraint occasion_pkey;
drop index occasion_shard_number;
alter table occasion add primary key (shard, number);
