-- Occasions: what happened to persons and somebody wants to hear of -----------------------------------------------------

-- Written by the statement that stores the event or logs the change of temperature, read and deleted in the transaction of
-- those who take it. A person's are in one shard, which one node works on at a time.
create table occasion (
    number      bigint generated always as identity primary key,
    site_id     integer     not null,
    person      uuid        not null,
    shard       smallint    not null generated always as (get_byte(uuid_send(person), 15) & 15) stored,
    -- 0 event, 1 change of temperature.
    kind        smallint    not null,
    event       uuid,
    transition  integer,
    recorded_at timestamptz not null default now(),
    check ((kind = 0) = (event is not null) and (kind = 1) = (transition is not null))
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_insert_threshold = -1);

create index occasion_shard_number on occasion (shard, number);

-- Whoever holds a row's lock works on the shard.
create table occasion_shard (shard smallint primary key);
insert into occasion_shard select generate_series(0, 15);

-- What could not be taken even alone: kept with the reason, so that nothing else waits for it.
create table occasion_parked (
    number      bigint primary key,
    site_id     integer     not null,
    person      uuid        not null,
    kind        smallint    not null,
    event       uuid,
    transition  integer,
    recorded_at timestamptz not null,
    parked_at   timestamptz not null default now(),
    reason      text        not null
);
