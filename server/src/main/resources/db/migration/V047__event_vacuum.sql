-- Nothing in a week of events is ever changed: all that vacuum finds there is which pages everybody may see. A shop's week is spared
-- it, and one of millions still gets it whenever it has doubled. Partitions that are made later get the same (Partitions).
do $$
declare
    week regclass;
begin
    for week in select inhrelid::regclass from pg_inherits where inhparent = 'event'::regclass loop
        execute format('alter table %s set (autovacuum_vacuum_insert_threshold = 2000000)', week);
    end loop;
end
$$;
