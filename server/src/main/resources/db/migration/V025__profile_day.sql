-- What dates profiles said, and when: a row for each time that one became another, for runs over the past.
create table profile_day (
    site_id  integer     not null,
    visitor  uuid        not null,
    name     text        not null,
    heard_at timestamptz not null,
    -- Null: it was taken back, or became something that is no date.
    day      date,
    -- Written when this table was made: it may have been said before, too.
    older    boolean     not null default false,
    primary key (site_id, visitor, name, heard_at)
);

insert into profile_day (site_id, visitor, name, heard_at, day, older)
select site_id, visitor, name, heard_at, day, true from person_property where day is not null;
