-- People -------------------------------------------------------------------------------------------------------------------

-- A visitor was heard to have an identifier. What is known at a time follows from these rows alone, in whichever order they came.
create table identity (
    site_id    integer     not null,
    -- 0 user_id, 1 email, 2 phone.
    kind       smallint    not null,
    -- HMAC-SHA-256 of the site, the kind and SHA-256 of the normalised form, with a key derived from the secret key.
    hash       bytea       not null,
    visitor    uuid        not null,
    -- The normalised form, encrypted; what was given hashed is kept as that hash.
    sealed     bytea       not null,
    hashed     boolean     not null,
    first_seen timestamptz not null,
    last_seen  timestamptz not null,
    -- The event's name that said so first.
    source     text        not null,
    -- Null until somebody has looked at what it joins.
    weighed_at timestamptz,
    primary key (site_id, kind, hash, visitor)
);

create index identity_visitor on identity (site_id, visitor, first_seen, kind, hash);
create index identity_holders on identity (site_id, kind, hash, first_seen, visitor);
create index identity_unweighed on identity (site_id, first_seen) where weighed_at is null;

-- Names, places and the like, for who compares them: the newest of each, encrypted.
create table contact_detail (
    site_id integer     not null,
    visitor uuid        not null,
    field   text        not null,
    sealed  bytea       not null,
    hashed  boolean     not null,
    seen    timestamptz not null,
    primary key (site_id, visitor, field)
);

-- Visitors that are one person together with others; everybody else is a person of his own.
create table person_visitor (
    site_id integer not null,
    visitor uuid    not null,
    -- Its oldest visitor.
    person  uuid    not null,
    primary key (site_id, visitor)
);

create index person_visitor_person on person_visitor (site_id, person);

-- Two that share an identifier and were not joined: somebody has to decide. Gone when it no longer holds.
create table join_conflict (
    site_id  integer     not null,
    id       integer generated always as identity,
    one      uuid        not null,
    other    uuid        not null,
    kind     smallint    not null,
    hash     bytea       not null,
    -- two_people: both are known, by different things; too_many: so many have it (or he has so many) that it joins no more.
    reason   text        not null check (reason in ('two_people', 'too_many')),
    found_at timestamptz not null default now(),
    primary key (site_id, id),
    unique (site_id, one, other)
);

-- What people decided: together or never together. The newest of a pair holds.
create table join_decision (
    site_id  integer     not null,
    number   bigint generated always as identity,
    one      uuid        not null,
    other    uuid        not null,
    together boolean     not null,
    by       text        not null,
    at       timestamptz not null default now(),
    primary key (site_id, number)
);

create index join_decision_one on join_decision (site_id, one);
create index join_decision_other on join_decision (site_id, other);

-- Every change of who is whom; only ever appended to.
create table join_log (
    site_id integer     not null,
    number  bigint generated always as identity,
    visitor uuid        not null,
    -- The person whom the visitor belonged to, and belongs to now.
    before  uuid        not null,
    after   uuid        not null,
    -- identity, or decision and who made it.
    cause   text        not null,
    at      timestamptz not null default now(),
    primary key (site_id, number)
);

create index join_log_visitor on join_log (site_id, visitor);

-- Orders: what ended them, told apart. cancelled_at is the earliest of the three.
alter table customer_order
    add column returned_at timestamptz,
    add column refunded_at timestamptz;

create index customer_order_seen on customer_order (site_id, first_seen desc, transaction_id);
