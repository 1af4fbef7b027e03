-- Audiences: persons of whom a condition is true ------------------------------------------------------------------------------

create table audience (
    site_id    integer     not null references site,
    -- Never used again, also not after it was deleted.
    id         integer     not null,
    name       text        not null,
    notes      text        not null,
    -- JSON, as the API has it.
    condition  text        not null,
    -- Counts the changes of what it means, also of another audience that it refers to and of the temperature's settings.
    version    integer     not null default 1,
    author     text        not null,
    created_at timestamptz not null default now(),
    changed_at timestamptz not null default now(),
    deleted_at timestamptz,
    -- Whether everybody has still to be weighed by this version, beyond whom (persons are taken by id), and how many were.
    filling    boolean     not null default true,
    fill_after uuid        not null default '00000000-0000-0000-0000-000000000000',
    filled     bigint      not null default 0,
    -- The version of the temperature's settings that everybody was weighed by.
    settings   integer     not null,
    primary key (site_id, id)
);

create unique index audience_name on audience (site_id, lower(name)) where deleted_at is null;

-- Who is in it, and who may come in by time alone or has been in it.
create table audience_member (
    site_id    integer     not null,
    audience   integer     not null,
    person     uuid        not null,
    version    integer     not null,
    -- null: is not in it.
    since      timestamptz,
    -- How often he has come in or gone out: with it a change is one occasion for ever.
    changes    integer     not null,
    -- He was weighed by what had arrived by then.
    seen_at    timestamptz not null,
    -- Never later than the true time at which the answer changes by time alone.
    next_check timestamptz,
    primary key (site_id, audience, person)
) with (fillfactor = 80);

create index audience_member_list on audience_member (site_id, audience, since desc, person desc) where since is not null;
create index audience_member_person on audience_member (site_id, person);
create index audience_member_due on audience_member (next_check) where next_check is not null;

-- How many are in it, in shards by person, so that those who work on different persons don't wait for each other.
create table audience_count (
    site_id  integer  not null,
    audience integer  not null,
    shard    smallint not null,
    members  bigint   not null,
    primary key (site_id, audience, shard)
) with (fillfactor = 50);

-- Runs of an audience or a rule over the past. Written by the node that runs it while it goes on.
create table backtest (
    id         uuid        primary key,
    site_id    integer     not null references site,
    -- What was run, as in the console's addresses: audiences/7.
    subject    text        not null,
    days       integer     not null,
    author     text        not null,
    started_at timestamptz not null default now(),
    seen_at    timestamptz not null default now(),
    state      text        not null default 'running' check (state in ('running', 'done', 'cancelled', 'failed')),
    -- Persons who have been looked at.
    persons    bigint      not null default 0,
    -- JSON: what came of it, or what has so far.
    result     text
);

create index backtest_subject on backtest (site_id, subject, started_at desc);
