-- Rules: what persons may have of all of them together, dates in profiles, and what outlives retention -------------------------

-- All visitors of a visitor's person, himself among them.
create function visitors_of(site integer, of_visitor uuid) returns setof uuid language sql stable rows 2 as $$
    select same.visitor from person_visitor own
    join person_visitor same on same.site_id = own.site_id and same.person = own.person
    where own.site_id = site and own.visitor = of_visitor
    union
    select of_visitor
$$;

-- How many messages of all rules together one person gets at most, in any 24 hours and any seven days. No row: as many as come.
create table rule_frequency (
    site_id    integer     primary key references site,
    per_day    integer,
    per_week   integer,
    author     text        not null,
    changed_at timestamptz not null default now()
);

-- When rules did something for a person in the last seven days. Its lock puts that in order.
create table rule_message (
    site_id integer       not null,
    person  uuid          not null,
    sent    timestamptz[] not null,
    primary key (site_id, person)
);

-- What is said of a visitor in the user_properties of his events: the newest of each name.
create table person_property (
    site_id  integer     not null,
    visitor  uuid        not null,
    name     text        not null,
    value    text        not null,
    -- If it is a date. Of a birth date that came as contact data only month and day, in the year 2000.
    day      date,
    heard_at timestamptz not null,
    primary key (site_id, visitor, name)
);

create index person_property_day
    on person_property (site_id, name, (extract(month from day) * 100 + extract(day from day)), visitor)
    where day is not null;

-- Rules that wait for a date: how far one got among those whose day it is.
create table rule_date_run (
    site_id integer     not null,
    rule    integer     not null,
    -- Of the site's calendar.
    day     date        not null,
    due     timestamptz not null,
    -- The last visitor that was looked at.
    reached uuid,
    done_at timestamptz,
    primary key (site_id, rule, day)
);

create index rule_date_run_due on rule_date_run (due) where done_at is null;

-- What became of the grants that were let go: added up, so that an offer's figures stay.
create table offer_past (
    site_id   integer  not null,
    offer     integer  not null,
    variant   smallint not null,
    granted   bigint   not null,
    no_code   bigint   not null,
    shown     bigint   not null,
    clicked   bigint   not null,
    dismissed bigint   not null,
    redeemed  bigint   not null,
    bought    bigint   not null,
    primary key (site_id, offer, variant)
);
