-- One state for all visitors of a person --------------------------------------------------------------------------------------

-- The row of a visitor who is one person with others says where that person's row is, and nothing else. A row that was written
-- before who belongs together changed must not come after it: joins counts those changes.
alter table person
    add column joined_to uuid,
    add column joins     integer not null default 0;

-- Persons who have to be folded from everything, because who belongs to them has changed: until it is done.
create table person_regroup (
    number   bigint generated always as identity primary key,
    site_id  integer     not null,
    person   uuid        not null,
    noted_at timestamptz not null default now()
);

-- When it was heard last that somebody is called so, by this clock: who is joined by it is found out a moment later, when what
-- came with it is in the log.
alter table identity add column heard_at timestamptz not null default now();
