-- Sites and their settings --------------------------------------------------------------------------------------------

create table site (
    id             integer generated always as identity primary key,
    public_id      text        not null unique,
    name           text        not null,
    domains        text[]      not null,
    consent        text        not null default 'ask' check (consent in ('ask', 'none')),
    banner         boolean     not null default true,
    language       text        not null default 'bn' check (language in ('bn', 'en')),
    time_zone      text        not null default 'Asia/Dhaka',
    currency       text        not null default 'BDT',
    retention_days integer     not null default 400 check (retention_days between 1 and 3650),
    -- The shop's own networks (CIDR): their traffic is marked as staff.
    staff_networks text[]      not null default '{}',
    staff_token    text        not null,
    created_at     timestamptz not null default now()
);

-- A version counts from effective_from on; null means from the beginning, which replaces all versions before it.
create table temperature_settings (
    site_id        integer     not null references site,
    version        integer     not null,
    effective_from timestamptz,
    settings       jsonb       not null,
    author         text        not null,
    -- When everybody had been weighed by it.
    spread_at      timestamptz,
    created_at     timestamptz not null default now(),
    primary key (site_id, version)
);

-- Every script that a site has served: an address with its hash answers for ever.
create table script (
    site_id    integer     not null references site,
    hash       text        not null,
    body       text        not null,
    created_at timestamptz not null default now(),
    primary key (site_id, hash)
);

-- What nodes hold in memory is read again when the revision of its topic has moved.
create table news (
    topic    text primary key,
    revision bigint not null
);

-- Events ----------------------------------------------------------------------------------------------------------------

-- Partitioned by the time in the UUIDv7 itself, so that one key gives dedup and time partitions. The partitions are made
-- by the server, a week each; ids of any other time go to the default partition, purged by the time received.
create table event (
    site_id  integer     not null,
    id       uuid        not null,
    visitor  uuid,
    name     text        not null,
    time     timestamptz not null,
    received timestamptz not null,
    -- 0 person, 1 bot, 2 staff: bots and staff are stored and shown, never classified.
    mark     smallint    not null,
    remarks  text[],
    data     jsonb       not null,
    context  jsonb       not null,
    primary key (site_id, id)
) partition by range (id);

create index event_visitor on event (site_id, visitor, id);
create index event_received on event (site_id, received);
create table event_default partition of event default;

-- Counted in the transaction that stores the events. A writer has its own shard, so that writers never wait for each other.
create table event_count (
    site_id integer     not null,
    hour    timestamptz not null,
    name    text        not null,
    shard   smallint    not null,
    count   bigint      not null,
    last    timestamptz not null,
    primary key (site_id, hour, name, shard)
) with (fillfactor = 50);

create table rejected_event (
    site_id  integer     not null,
    number   bigint generated always as identity,
    received timestamptz not null default now(),
    name     text,
    field    text,
    reason   text        not null,
    body     text        not null,
    primary key (site_id, number)
);

create table rejected_count (
    site_id integer     not null,
    hour    timestamptz not null,
    reason  text        not null,
    count   bigint      not null,
    primary key (site_id, hour, reason)
);

-- An order counts once per site and transaction id and belongs to the person who was first stored with it. Times are the
-- earliest heard of, so that the order in which the events came doesn't matter. Orders outlive the events.
create table customer_order (
    site_id        integer     not null,
    transaction_id text        not null,
    person         uuid        not null,
    placed_at      timestamptz,
    confirmed_at   timestamptz,
    delivered_at   timestamptz,
    cancelled_at   timestamptz,
    value          numeric,
    currency       text,
    first_seen     timestamptz not null default now(),
    primary key (site_id, transaction_id)
);

create index customer_order_person on customer_order (site_id, person);

-- Persons ---------------------------------------------------------------------------------------------------------------

-- One row a person: what lists and counts need, and when the temperature changes next by time alone. The truth is the
-- fold of the events; this row is written after it, soon, and again when it was lost with a node.
create table person (
    site_id     integer     not null,
    id          uuid        not null,
    temperature smallint    not null,
    since       timestamptz not null,
    score       real        not null,
    first_seen  timestamptz not null,
    last_seen   timestamptz not null,
    -- Never later than the true time of the next change by time alone.
    next_change timestamptz,
    -- How many transitions have been logged: of two writers the one that knows more of them is right.
    changes     integer     not null,
    primary key (site_id, id)
) with (fillfactor = 80);

create index person_list on person (site_id, temperature, last_seen desc);
create index person_seen on person (site_id, last_seen desc);
create index person_due on person (next_change) where next_change is not null;

-- Where the fold starts when older events are gone.
create table person_checkpoint (
    site_id  integer     not null,
    person   uuid        not null,
    taken_at timestamptz not null,
    state    bytea       not null,
    primary key (site_id, person)
);

-- Only ever appended to; the number makes each change one row, whoever writes it.
create table transition (
    site_id       integer     not null,
    person        uuid        not null,
    number        integer     not null,
    from_state    smallint    not null,
    to_state      smallint    not null,
    at            timestamptz not null,
    cause         text        not null,
    cause_id      text,
    model_version integer     not null,
    logged_at     timestamptz not null default now(),
    primary key (site_id, person, number)
);

create index transition_recent on transition (site_id, logged_at desc);

create table temperature_count (
    site_id     integer  not null,
    temperature smallint not null,
    shard       smallint not null,
    count       bigint   not null,
    primary key (site_id, temperature, shard)
) with (fillfactor = 50);

create table temperature_day (
    site_id integer not null,
    day     date    not null,
    hot     bigint  not null,
    warm    bigint  not null,
    cold    bigint  not null,
    primary key (site_id, day)
);

-- What each node has brought into the state: after a node's death the events received later than this are folded again.
create table node (
    id            uuid primary key,
    started_at    timestamptz not null default now(),
    seen_at       timestamptz not null default now(),
    applied_until timestamptz not null
);

-- People who work here ---------------------------------------------------------------------------------------------------

create table account (
    id            integer generated always as identity primary key,
    email         text        not null unique,
    password_hash text        not null,
    language      text        not null default 'en' check (language in ('bn', 'en')),
    created_at    timestamptz not null default now()
);

create table console_session (
    token_hash bytea primary key,
    account_id integer     not null references account on delete cascade,
    csrf_token text        not null,
    created_at timestamptz not null default now(),
    seen_at    timestamptz not null default now(),
    expires_at timestamptz not null
);

create table one_time_link (
    token_hash bytea primary key,
    purpose    text        not null check (purpose in ('setup', 'password')),
    account_id integer references account on delete cascade,
    expires_at timestamptz not null
);

create table login_failure (
    key        text primary key,
    count      integer     not null,
    blocked_to timestamptz not null,
    last_at    timestamptz not null default now()
);

create table api_key (
    id           integer generated always as identity primary key,
    -- null: every site.
    site_id      integer references site,
    name         text        not null,
    prefix       text        not null,
    key_hash     bytea       not null unique,
    scopes       text[]      not null,
    created_by   text        not null,
    created_at   timestamptz not null default now(),
    last_used_at timestamptz,
    revoked_at   timestamptz
);

create table audit (
    id      bigint generated always as identity primary key,
    at      timestamptz not null default now(),
    actor   text        not null,
    action  text        not null,
    site_id integer,
    subject text
);
