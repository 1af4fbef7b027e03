-- How many people the other side finds by a list -------------------------------------------------------------------------------

alter table people_list
    -- Between these, more or less; -1: it says nothing of it, as of a list that is young or small.
    add column size_least bigint not null default -1,
    add column size_most bigint not null default -1,
    -- Why it can't be used there; empty: it can.
    add column size_trouble text not null default '',
    -- When it last answered, and when it was last asked.
    add column sized_at timestamptz,
    add column size_asked timestamptz;
