-- Runs over the past: of which version of a rule, and how far it has got, of 100.
alter table backtest
    add column version  integer,
    add column progress smallint not null default 0;

-- Whom it would have happened to, and when. Gone with all but the newest runs of a subject. Without a foreign key: it would be
-- asked for each of a million rows.
create table backtest_person (
    backtest uuid        not null,
    at       timestamptz not null,
    person   uuid        not null,
    -- Nothing would have been done for him, to compare with.
    held_out boolean     not null,
    -- He placed an order within 7 days.
    bought   boolean     not null,
    primary key (backtest, at, person)
);
