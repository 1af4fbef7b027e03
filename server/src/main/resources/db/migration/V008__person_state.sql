-- The folded state that a person's row was written with, so that whoever comes back need not be folded from all of his past.
-- Null in older rows, until they are written next.
alter table person
    add column state      bytea,
    -- The id of the newest event in that state. Whatever is in his state in memory and not in this one has a greater id.
    add column last_event uuid,
    -- Counts the writes of this row. One that doesn't know of a former one is refused, and the person folded again.
    add column revision   integer not null default 0;
