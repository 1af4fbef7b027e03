-- Products: learnt from what happens on the pages and from the shop's feeds ---------------------------------------------------

create table product_feed (
    site_id       integer     not null references site,
    id            integer     not null,
    name          text        not null,
    -- Null: it is only ever uploaded.
    address       text,
    every_minutes integer     not null default 360 check (every_minutes between 15 and 10080),
    deleted       boolean     not null default false,
    author        text        not null,
    created_at    timestamptz not null default now(),
    -- When it is read next; null: when somebody uploads it.
    due           timestamptz,
    -- What the shop's server said of the file that was read last.
    etag          text,
    modified      text,
    -- The last reading that took something: since then a product that wasn't in it before is a new one.
    read_at       timestamptz,
    tried_at      timestamptz,
    -- done, unchanged, held (much less than before), or what was in the way.
    result        text,
    detail        text,
    rows          integer     not null default 0,
    taken         integer     not null default 0,
    changed       integer     not null default 0,
    wrong         integer     not null default 0,
    gone          integer     not null default 0,
    -- Somebody has said that it may be as small as it is now.
    accepted      boolean     not null default false,
    primary key (site_id, id)
);

create index product_feed_due on product_feed (due) where due is not null and not deleted;

-- Rows of the last reading that could not be taken; the first of them, all are counted.
create table product_feed_wrong (
    site_id integer not null,
    feed    integer not null,
    line    integer not null,
    place   integer not null,
    item_id text    not null,
    field   text    not null,
    code    text    not null,
    value   text    not null,
    primary key (site_id, feed, line, place)
);

create table product (
    site_id      integer     not null references site,
    item_id      text        not null,
    -- Counts in the order in which products became known.
    number       bigint      generated always as identity,
    -- What its variants have in common; its own id when it has none.
    item_group   text        not null,
    name         text        not null,
    brand        text,
    -- Levels, as in "Clothing > Sarees".
    category     text,
    categories   text[]      generated always as (string_to_array(lower(category), ' > ')) stored,
    variant      text,
    colour       text,
    size         text,
    -- In the currency's smallest unit.
    price        bigint,
    sale_price   bigint,
    price_now    bigint      generated always as (coalesce(sale_price, price)) stored,
    currency     text,
    -- 0 in stock, 1 out of stock, 2 pre-order, 3 back-order, 4 discontinued; null: nobody has said.
    availability smallint,
    stock        integer,
    link         text,
    image        text,
    -- The feed that spoke of it last; null: known from pages only.
    feed         integer,
    -- The price that pages tell when it is another one, and the first persons who came with it.
    heard_price  bigint,
    heard_by     uuid[]      not null default '{}',
    heard_at     timestamptz,
    first_seen   timestamptz not null,
    last_seen    timestamptz not null,
    -- When its feed had it last.
    listed_at    timestamptz,
    -- Its feed has it no longer.
    gone_at      timestamptz,
    primary key (site_id, item_id)
) with (fillfactor = 90);

create index product_list on product (site_id, number desc);
create index product_name on product (site_id, lower(name), item_id);
create index product_price_now on product (site_id, price_now, item_id);
-- What the list says of all of them, without reading them.
create index product_overview on product (site_id, category) include (availability, gone_at, feed, heard_price);
create index product_group on product (site_id, item_group);

-- What it cost and whether it was to be had, from then on.
create table product_price (
    site_id      integer     not null,
    item_id      text        not null,
    at           timestamptz not null,
    price        bigint,
    sale_price   bigint,
    currency     text,
    availability smallint,
    feed         integer,
    primary key (site_id, item_id, at)
);

-- What rules may act on, one for ever by its number.
create table product_change (
    number     bigint generated always as identity primary key,
    site_id    integer     not null,
    item_id    text        not null,
    item_group text        not null,
    -- 0 price drop, 1 back in stock, 2 new.
    kind       smallint    not null,
    -- The first of its group in this reading: who looked at the group as a whole hears of this one.
    lead       boolean     not null,
    old_price  bigint,
    price      bigint,
    currency   text,
    categories text[],
    -- JSON: the data of what is sent of it.
    data       text        not null,
    at         timestamptz not null
);

create index product_change_item on product_change (site_id, item_id, number desc);

-- Who has looked at what, kept by the learner: who hears of a change is found here.
create table product_interest (
    site_id    integer     not null,
    item_id    text        not null,
    person     uuid        not null,
    first_view timestamptz,
    last_view  timestamptz,
    first_cart timestamptz,
    last_cart  timestamptz,
    bought_at  timestamptz,
    primary key (site_id, item_id, person)
) with (fillfactor = 80);

create index product_interest_person on product_interest (site_id, person);

-- How far events have been learnt from, in the order in which they came in. Absent: from the site's beginning.
create table product_learning (
    site_id      integer     primary key references site,
    learnt_until timestamptz not null,
    learnt_id    uuid        not null
);

-- Changes of products that a rule listens for: how far one got with the persons.
create table rule_product_run (
    site_id integer     not null,
    rule    integer     not null,
    change  bigint      not null references product_change on delete cascade,
    due     timestamptz not null,
    reached uuid,
    done_at timestamptz,
    primary key (site_id, rule, change)
);

create index rule_product_run_due on rule_product_run (due) where done_at is null;
