-- What pages look for when millions of events are stored.

-- Visitors who belong to somebody else's person, by their own id.
create index person_led on person (site_id, id) where joined_to is not null;

-- What became of the grants of a day, added up, so that an offer's figures don't go over all that were ever given.
create table offer_day (
    site_id   integer  not null,
    offer     integer  not null,
    -- By Greenwich, like offer_day_state.
    day       date     not null,
    variant   smallint not null,
    granted   bigint   not null,
    no_code   bigint   not null,
    shown     bigint   not null,
    clicked   bigint   not null,
    dismissed bigint   not null,
    redeemed  bigint   not null,
    bought    bigint   not null,
    primary key (site_id, offer, day, variant)
);

-- Until when days are counted: those after the last one are not yet, and what stands in offer_day counts for those only
-- that have a time here.
create table offer_day_state (
    site_id    integer not null,
    day        date    not null,
    -- None: grants of it have been let go since, so it has to be counted again.
    counted_at timestamptz,
    primary key (site_id, day)
);
