-- Lists of people outside, kept in step with audiences here ---------------------------------------------------------------

create table people_list (
    site_id     integer     not null,
    destination integer     not null,
    -- The other side's id of it; null until it is made there.
    outside     text,
    -- Whether that is the built-in double's: nothing of it holds outside.
    sandbox     boolean     not null,
    -- The audience that it follows (0: none), and the version of that audience which everybody was taken over by.
    source      integer     not null default 0,
    version     integer     not null default -1,
    -- When everybody was last said there, and when that was last asked for.
    full_at     timestamptz,
    asked_at    timestamptz,
    -- As the other side counted it: what it took with the last whole comparison, and how many of these it could not read.
    received    bigint,
    invalid     bigint,
    -- Up to when people who were seen again, and identifiers that were learnt, have been looked at.
    watched     timestamptz not null default now(),
    primary key (site_id, destination)
);

create table list_member (
    site_id     integer     not null,
    destination integer     not null,
    person      uuid        not null,
    -- Whether the audience has him, and what a rule has said about him since: the rule's word counts.
    member      boolean     not null default false,
    ruled       boolean,
    wanted      boolean     not null generated always as (coalesce(ruled, member)) stored,
    -- By what the other side knows him, or may know him: sealed JSON. Null: it has not got him.
    told        bytea,
    told_at     timestamptz,
    -- When he was last looked at again for another reason than that he came or went.
    again_at    timestamptz,
    primary key (site_id, destination, person)
) with (fillfactor = 80);

create index list_member_told on list_member (site_id, destination, told_at) where told is not null;
create index list_member_person on list_member (site_id, person);

-- Makes each change of a list a row of the outbox that was never there before.
create sequence list_change;

-- Of lists, what is of one person leaves one after the other, and what is of nobody in particular alone.
create index outbox_person on outbox (site_id, destination, person, number) where state = 0;

-- Who was learnt to be called something lately.
create index identity_weighed on identity (site_id, weighed_at) where weighed_at is not null;

-- How far the temperatures of people have been said again.
create table heartbeat (
    site_id     integer     not null,
    destination integer     not null,
    reached     timestamptz not null,
    primary key (site_id, destination)
);

-- What the other side says of the token: asked now and then, before it dies.
alter table destination_health
    add column token_checked timestamptz,
    -- Null: it does not expire, or nobody knows.
    add column token_expires timestamptz;
