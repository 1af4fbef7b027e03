-- Preview ----------------------------------------------------------------------------------------------------------------

-- What all nodes sign with.
create table server_secret (
    name  text primary key,
    value bytea not null
);

-- Somebody tries a container on his site.
create table preview_session (
    id         uuid primary key,
    site_id    integer     not null references site,
    -- draft, v and a version's number, or e: and an environment's name.
    subject    text        not null,
    -- Whether elements of the page can be picked.
    picking    boolean     not null default false,
    author     text        not null,
    created_at timestamptz not null default now(),
    expires_at timestamptz not null,
    messages   integer     not null default 0,
    bytes      bigint      not null default 0
);

create index preview_session_site on preview_session (site_id, created_at desc);

-- What the pages under preview tell, as they tell it; goes with its session.
create table preview_message (
    session_id uuid        not null references preview_session on delete cascade,
    number     bigint generated always as identity,
    received   timestamptz not null default now(),
    body       text        not null,
    primary key (session_id, number)
);
