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

-- Rules -----------------------------------------------------------------------------------------------------------------

create table rule (
    site_id    integer     not null references site,
    id         integer     not null,
    state      text        not null default 'draft' check (state in ('draft', 'testing', 'on', 'paused')),
    -- The version in use; versions are never changed.
    version    integer     not null,
    -- Who is held out is drawn with it.
    salt       bigint      not null,
    -- For whom alone it acts while it is tested.
    testers    uuid[]      not null default '{}',
    created_at timestamptz not null default now(),
    changed_at timestamptz not null default now(),
    primary key (site_id, id)
);

create table rule_version (
    site_id    integer     not null,
    rule       integer     not null,
    version    integer     not null,
    definition text        not null,
    author     text        not null,
    created_at timestamptz not null default now(),
    primary key (site_id, rule, version),
    foreign key (site_id, rule) references rule
);

-- Whether nothing is done for a person, to compare with: drawn once. Its lock puts what happens to one person in order.
create table rule_person (
    site_id     integer     not null,
    rule        integer     not null,
    person      uuid        not null,
    held_out    boolean     not null,
    assigned_at timestamptz not null default now(),
    primary key (site_id, rule, person)
);

-- Occasions of rules that fire some time after them, unless something else happens.
create table rule_wait (
    site_id      integer     not null,
    rule         integer     not null,
    person       uuid        not null,
    occasion_key text        not null,
    version      integer     not null,
    due          timestamptz not null,
    -- When what happened happened.
    occurred_at  timestamptz not null,
    occasion     bigint,
    event        uuid,
    transition   integer,
    test         boolean     not null,
    primary key (site_id, rule, person, occasion_key)
);

create index rule_wait_due on rule_wait (due);

-- One row for a person and occasion, for ever: that is what makes a rule fire once.
create table firing (
    site_id      integer     not null,
    rule         integer     not null,
    person       uuid        not null,
    occasion_key text        not null,
    -- Made of the four above.
    id           uuid        not null unique,
    -- What was known then: the occasion's number in the order of arrival, what happened, how warm he was.
    occasion     bigint,
    event        uuid,
    transition   integer,
    temperature  smallint,
    version      integer     not null,
    -- 0 fired, 1 held out, 2 often enough for him, 3 often enough for all, 4 no consent.
    decision     smallint    not null,
    -- While the rule was tested.
    test         boolean     not null,
    occurred_at  timestamptz not null,
    at           timestamptz not null,
    recorded_at  timestamptz not null default now(),
    primary key (site_id, rule, person, occasion_key)
);

create index firing_recent on firing (site_id, rule, at desc, id);
create index firing_person on firing (site_id, person, at desc);

create table firing_step (
    firing   uuid        not null references firing (id),
    -- Its place among the version's steps.
    number   smallint    not null,
    state    text        not null default 'waiting' check (state in ('waiting', 'done', 'given_up', 'failed')),
    -- null: the one before has to be done first.
    due      timestamptz,
    attempts smallint    not null default 0,
    note     text,
    ended_at timestamptz,
    primary key (firing, number)
);

create index firing_step_due on firing_step (due) where state = 'waiting';

-- By the site's calendar; a shard for each writer, so that they don't wait for each other. Without tests.
create table rule_count (
    site_id  integer     not null,
    rule     integer     not null,
    day      date        not null,
    shard    smallint    not null,
    fired    bigint      not null,
    held_out bigint      not null,
    limited  bigint      not null,
    last     timestamptz not null,
    primary key (site_id, rule, day, shard)
) with (fillfactor = 50);

-- Rules that fire once, for everybody in an audience: how far one got.
create table rule_run (
    site_id  integer     not null,
    rule     integer     not null,
    version  integer     not null,
    audience integer     not null,
    due      timestamptz not null,
    -- The last person that was looked at.
    reached  uuid,
    done_at  timestamptz,
    primary key (site_id, rule, version)
);

create index rule_run_due on rule_run (due) where done_at is null;
