-- Imports: nothing follows from one but how people stand -------------------------------------------------------------------

-- When orders of a site were last imported: whoever logs a change of temperature looks only then whether an import made it.
create table order_import (
    site_id integer     primary key,
    last_at timestamptz not null
);

-- Made by what somebody imported: no occasion, neither live nor in a backtest.
alter table transition add column imported boolean not null default false;

-- What was run of a rule without being saved, as JSON; null of versions and audiences.
alter table backtest add column draft text;

-- The product that a grant's words speak of, as JSON: what was said of it when it was granted.
alter table offer_grant add column product text;
