-- Why an event was rejected, as a code with its arguments, so that it can be said in any language. Null in rows that are older
-- than this; their reason is an English sentence alone.
alter table rejected_event
    add column code      text,
    add column arguments json;
alter table rejected_count
    add column code text;
