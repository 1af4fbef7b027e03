-- Drafts -----------------------------------------------------------------------------------------------------------------

-- A site has one for now, named main.
create table workspace (
    id         integer generated always as identity primary key,
    site_id    integer     not null references site,
    name       text        not null,
    -- Ids are never used again, also not those of what was deleted.
    next_id    integer     not null default 1,
    -- How often it was changed: whoever saves must have seen the newest of what he changes.
    revision   bigint      not null default 0,
    created_at timestamptz not null default now(),
    unique (site_id, name)
);

-- Tags, triggers, variables, folders and event definitions.
create table workspace_entity (
    workspace_id integer     not null references workspace,
    id           integer     not null,
    kind         text        not null,
    content      jsonb       not null,
    -- The workspace's when this one was last changed.
    revision     bigint      not null,
    author       text        not null,
    changed_at   timestamptz not null default now(),
    primary key (workspace_id, id)
);

-- Only ever appended to: who changed what, and to what.
create table workspace_change (
    workspace_id integer     not null references workspace,
    revision     bigint      not null,
    entity_id    integer     not null,
    kind         text        not null,
    -- null: deleted.
    content      jsonb,
    author       text        not null,
    at           timestamptz not null default now(),
    primary key (workspace_id, entity_id, revision)
);

-- Publishing -------------------------------------------------------------------------------------------------------------

-- Never changed.
create table version (
    site_id    integer     not null references site,
    number     integer     not null,
    name       text        not null,
    notes      text        not null,
    author     text        not null,
    -- Of the content as it is written by the server.
    sha256     text        not null,
    content    jsonb       not null,
    created_at timestamptz not null default now(),
    primary key (site_id, number)
);

create table environment (
    id         integer generated always as identity primary key,
    site_id    integer     not null references site,
    name       text        not null,
    -- The secret part of its script's address; the live one's is never served.
    token      text        not null,
    created_at timestamptz not null default now(),
    unique (site_id, name)
);

-- Only ever appended to: an environment serves its newest. Going back is releasing an older version.
create table release (
    id             bigint generated always as identity primary key,
    environment_id integer     not null references environment on delete cascade,
    site_id        integer     not null,
    version        integer     not null,
    author         text        not null,
    created_at     timestamptz not null default now(),
    foreign key (site_id, version) references version (site_id, number)
);

create index release_newest on release (environment_id, id desc);

-- Events that no definition of the live version fits are refused where strict is true.
create table event_strictness (
    site_id integer primary key references site,
    strict  boolean not null
);
