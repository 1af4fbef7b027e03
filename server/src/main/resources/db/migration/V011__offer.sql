-- Offers: what the container shows a person to whom it was granted ---------------------------------------------------------

create table offer (
    site_id    integer     not null references site,
    -- Counts within the site.
    id         integer     not null,
    -- As the API writes it.
    definition text        not null,
    paused     boolean     not null default false,
    -- Nobody sees it any more; its grants keep their meaning.
    deleted    boolean     not null default false,
    author     text        not null,
    created_at timestamptz not null default now(),
    changed_at timestamptz not null default now(),
    primary key (site_id, id)
);

-- Codes of which each is given to one grant only, in the order in which they were added.
create table offer_code (
    site_id  integer not null,
    offer    integer not null,
    number   bigint generated always as identity,
    code     text    not null,
    grant_id uuid,
    primary key (site_id, offer, number),
    unique (site_id, offer, code),
    foreign key (site_id, offer) references offer
);

create index offer_code_free on offer_code (site_id, offer, number) where grant_id is null;

-- An offer for one person. The times are the earliest heard of.
create table offer_grant (
    id           uuid primary key,
    site_id      integer     not null,
    person       uuid        not null,
    offer        integer     not null,
    -- What it was granted for: once per offer and firing.
    firing       uuid        not null,
    variant      smallint    not null,
    -- 0 given; nothing is shown where 1: no code was left, 2: the offer was paused, over, not yet begun or deleted.
    outcome      smallint    not null,
    code         text,
    -- For the marketer's own browser: shown whatever the offer's state is, and not counted.
    test         boolean     not null default false,
    granted_at   timestamptz not null,
    expires_at   timestamptz not null,
    shown_at     timestamptz,
    clicked_at   timestamptz,
    dismissed_at timestamptz,
    -- An order named the code.
    redeemed_at  timestamptz,
    foreign key (site_id, offer) references offer,
    unique (site_id, offer, firing)
);

create index offer_grant_person on offer_grant (site_id, person, offer, granted_at desc);
create index offer_grant_list on offer_grant (site_id, offer, granted_at desc, id desc);
