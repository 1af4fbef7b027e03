-- Sending events to the outside ------------------------------------------------------------------------------------------

-- The key that secrets are sealed with lies in a file of each node, never here: only what it can be recognised by.
create table secret_key (
    one         boolean     primary key default true check (one),
    fingerprint bytea       not null,
    since       timestamptz not null default now()
);

create table destination (
    site_id     integer     not null references site,
    id          integer     not null,
    kind        text        not null,
    name        text        not null,
    -- 0 on, 1 paused by somebody, 2 stopped by the engine: the reason stands beside it, 3 deleted.
    state       smallint    not null default 1 check (state between 0 and 3),
    stop_code   text,
    stop_detail text,
    -- What would leave is answered by the built-in double.
    sandbox     boolean     not null default false,
    -- JSON: values, mapping, filter, exclude, purpose, pace.
    settings    text        not null,
    -- JSON of the secrets by name, sealed for destination:<site>:<id>.
    secrets     bytea,
    revision    bigint      not null default 1,
    created_at  timestamptz not null default now(),
    changed_at  timestamptz not null default now(),
    primary key (site_id, id)
);

-- What is to leave, once for each key. A claim moves due to the end of its lease: who dies with it loses nothing.
create table outbox (
    site_id     integer     not null,
    number      bigint      generated always as identity,
    destination integer     not null,
    -- Idempotency: the same key is never taken twice for one destination.
    key         text        not null,
    person      uuid        not null,
    -- The rule's firing that it came from.
    firing      uuid,
    event       uuid        not null,
    name        text        not null,
    time        timestamptz not null,
    data        text        not null,
    context     text        not null,
    -- 0 waiting, 1 delivered, 2 dead: somebody has to look at it, 3 withheld: not to be sent.
    state       smallint    not null default 0 check (state between 0 and 3),
    due         timestamptz not null default now(),
    -- Who has claimed it last: only he may say how it went.
    claim       uuid,
    attempts    integer     not null default 0,
    sandbox     boolean,
    code        text,
    detail      text,
    created_at  timestamptz not null default now(),
    -- What patience is counted from: a replay begins anew.
    since       timestamptz not null default now(),
    done_at     timestamptz,
    primary key (site_id, number)
) with (fillfactor = 80);

create unique index outbox_key on outbox (site_id, destination, key);
create index outbox_due on outbox (site_id, destination, due) where state = 0;
create index outbox_dead on outbox (site_id, destination, number) where state = 2;
create index outbox_list on outbox (site_id, destination, number desc);
create index outbox_done on outbox (done_at) where state <> 0;

-- A request that left, and what came back; secrets are masked, both are cut to a bound.
create table attempt (
    site_id     integer     not null,
    number      bigint      generated always as identity,
    destination integer     not null,
    at          timestamptz not null,
    ms          integer     not null,
    sandbox     boolean     not null,
    events      integer     not null,
    request     text        not null,
    -- Null: there was no answer.
    status      integer,
    answer      text,
    -- 0 delivered, 1 refused, 2 to be tried again, 3 the destination was stopped, 4 refused as a batch and halved.
    outcome     smallint    not null,
    code        text,
    detail      text,
    primary key (site_id, number)
);

create index attempt_at on attempt (at);

create table attempt_row (
    site_id integer not null,
    row     bigint  not null,
    attempt bigint  not null,
    primary key (site_id, row, attempt),
    foreign key (site_id, row) references outbox (site_id, number) on delete cascade
);

create table destination_health (
    site_id       integer     not null,
    destination   integer     not null,
    last_delivery timestamptz,
    last_failure  timestamptz,
    failure_code   text,
    failure_detail text,
    -- Null while the last request went well.
    failing_since timestamptz,
    -- The circuit breaker is open until then.
    next_try      timestamptz,
    primary key (site_id, destination)
);

create table destination_hour (
    site_id     integer     not null,
    destination integer     not null,
    hour        timestamptz not null,
    requests    bigint      not null default 0,
    failures    bigint      not null default 0,
    ms          bigint      not null default 0,
    delivered   bigint      not null default 0,
    dead        bigint      not null default 0,
    withheld    bigint      not null default 0,
    primary key (site_id, destination, hour)
);

-- Address and browser of a visitor who has agreed that they go to ad networks: sealed, for seven days at most.
create table raw_device (
    site_id integer     not null,
    visitor uuid        not null,
    sealed  bytea       not null,
    seen_at timestamptz not null,
    primary key (site_id, visitor)
);

create index raw_device_seen on raw_device (seen_at);
