-- Reports: what rules came to, day by day. Made of the firings while these are stored; stays when they go ----------------------

-- How long an order is put down to a rule that met the person, where that is not the usual week.
create table rule_report (
    site_id     integer  not null,
    rule        integer  not null,
    window_days smallint not null check (window_days between 1 and 30),
    primary key (site_id, rule),
    foreign key (site_id, rule) references rule
);

-- The days that were counted, by the site's calendar, and of how many decisions.
create table rule_day (
    site_id     integer     not null,
    rule        integer     not null,
    day         date        not null,
    decisions   bigint      not null,
    computed_at timestamptz not null,
    primary key (site_id, rule, day)
);

-- What was done on a day, and what became of it until now. Without tests.
create table rule_day_done (
    site_id   integer not null,
    rule      integer not null,
    day       date    not null,
    version   integer not null,
    fired     bigint  not null,
    held_out  bigint  not null,
    -- Steps that were not done any more, because the exit condition came true or the rule was paused.
    given_up  bigint  not null,
    -- Offers: seen, and what came of it.
    shown     bigint  not null,
    clicked   bigint  not null,
    dismissed bigint  not null,
    -- Deliveries that the other side took, those that consent or a filter kept back, and whatever could not be done.
    delivered bigint  not null,
    withheld  bigint  not null,
    failed    bigint  not null,
    primary key (site_id, rule, day, version)
);

-- People on the day on which a rule met them for the first time, one row a group: whoever is held out, each version, and the
-- variant of the offer that they were given (0: none). Sums, so that days add up and nobody is counted twice.
create table rule_day_met (
    site_id       integer  not null,
    rule          integer  not null,
    day           date     not null,
    version       integer  not null,
    held_out      boolean  not null,
    offer         integer  not null,
    variant       smallint not null,
    persons       bigint   not null,
    buyers        bigint   not null,
    orders        bigint   not null,
    -- In the currency's minor unit; orders in other currencies are counted as orders only.
    revenue       numeric  not null,
    -- The same of those whose window is over, and the sum of the squares of their revenues: lift is said of these.
    persons_over  bigint   not null,
    buyers_over   bigint   not null,
    revenue_over  numeric  not null,
    squares_over  numeric  not null,
    primary key (site_id, rule, day, version, held_out, offer, variant)
);

-- From a firing to what was given and sent for it.
create index offer_grant_firing on offer_grant (firing);
create index outbox_firing on outbox (firing) where firing is not null;

-- How people moved between the temperatures in a span of days until the end of a day; each counted once ------------------------

create table temperature_move (
    site_id     integer     not null,
    -- The last day of the span, by the site's calendar.
    day         date        not null,
    days        smallint    not null,
    -- 0 cold, 1 warm, 2 hot, 3 lapsed: cold, and has bought before, 4 new: nobody knew him before the span.
    from_state  smallint    not null,
    to_state    smallint    not null,
    people      bigint      not null,
    computed_at timestamptz not null,
    primary key (site_id, day, days, from_state, to_state)
);

-- Campaigns --------------------------------------------------------------------------------------------------------------------

-- Where people came from: a visitor, a campaign, a day. Made of the page views that name one.
create table campaign_touch (
    site_id  integer     not null,
    visitor  uuid        not null,
    source   text        not null,
    medium   text        not null,
    campaign text        not null,
    day      date        not null,
    -- The first of the day, and the last.
    at       timestamptz not null,
    last_at  timestamptz not null,
    primary key (site_id, visitor, source, medium, campaign, day)
);

create index campaign_touch_day on campaign_touch (site_id, day);

-- Orders by when they were placed.
create index customer_order_placed on customer_order (site_id, placed_at);

-- How far the events were read.
create table campaign_mark (
    site_id  integer     primary key references site,
    received timestamptz not null
);

-- People on the day on which they first came by a campaign, with their temperature now; orders on the day on which they were
-- placed, put down to the campaign by which the person came last.
create table campaign_day (
    site_id     integer     not null,
    day         date        not null,
    source      text        not null,
    medium      text        not null,
    campaign    text        not null,
    people      bigint      not null,
    hot         bigint      not null,
    warm        bigint      not null,
    orders      bigint      not null,
    -- In the currency's minor unit.
    revenue     bigint      not null,
    primary key (site_id, day, source, medium, campaign)
);

create table campaign_day_state (
    site_id     integer     not null,
    day         date        not null,
    computed_at timestamptz not null,
    primary key (site_id, day)
);

-- What advertising cost, as somebody imported it: the newest import of a day and campaign holds.
create table campaign_cost (
    site_id     integer     not null references site,
    day         date        not null,
    source      text        not null,
    medium      text        not null,
    campaign    text        not null,
    -- In the site's currency's minor unit.
    cost        bigint      not null check (cost >= 0),
    clicks      bigint      check (clicks >= 0),
    impressions bigint      check (impressions >= 0),
    imported_at timestamptz not null default now(),
    primary key (site_id, day, source, medium, campaign)
);
