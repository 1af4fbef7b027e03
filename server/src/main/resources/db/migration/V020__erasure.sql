-- Persons who were erased ------------------------------------------------------------------------------------------------------

-- As visitors are written everywhere but here.
create function visitor_text(visitor uuid) returns text language sql immutable strict as $$
    select rtrim(translate(encode(uuid_send(visitor), 'base64'), '+/', '-_'), '=')
$$;

-- That somebody was erased, without who it was. Written in the transaction that erases.
create table erasure (
    id          uuid        primary key,
    site_id     integer     not null references site,
    -- What happened until then is gone.
    at          timestamptz not null,
    actor       text        not null,
    visitors    integer     not null,
    events      bigint      not null,
    orders      bigint      not null,
    -- When it is looked at again: whatever was on its way while he was erased is taken away then.
    next_look   timestamptz not null,
    -- How many lists outside may still have him.
    outside     integer     not null default 0,
    -- Nothing of him is left here, nor on lists outside as far as they have answered.
    finished_at timestamptz
);

create index erasure_list on erasure (site_id, at desc, id desc);
create index erasure_open on erasure (next_look) where finished_at is null;

-- His visitors, for a month: whoever still has something of them in hand is refused by it.
create table erased_visitor (
    site_id integer     not null,
    visitor uuid        not null,
    erasure uuid        not null references erasure,
    at      timestamptz not null,
    -- States that have counted fewer changes of who belongs to them (person.joins) are of the time before.
    joins   integer     not null,
    primary key (site_id, visitor)
);

create index erased_visitor_erasure on erased_visitor (erasure);

-- The order stays, with its number, amount and dates; whose it was is not known any more: each has a person of its own, who is nobody.
alter table customer_order add column erased boolean not null default false;

-- All that was ever to be sent of one person.
create index outbox_of_person on outbox (site_id, person);
