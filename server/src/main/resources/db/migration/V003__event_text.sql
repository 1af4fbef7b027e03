-- An event's data and context are JSON that the collector has read and checked token by token. They are written once, by the
-- thousand each second, and read whole: as text a row costs the database half of what it costs with jsonb, which takes it apart,
-- and two thirds of json, which reads it once more (docs/decisions.md). To look inside: data::json ->> 'value'.
alter table event
    alter column data type text using data::text,
    alter column context type text using context::text;
