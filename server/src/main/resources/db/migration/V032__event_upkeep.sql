-- Events are only ever added. Autovacuum went over a week's partition whenever a fifth had come on top, under a flood without
-- end; done whenever it has doubled, the same is found by the reader with a fourth of the work.
-- Partitions that are made later get the same (Partitions).
do $$
declare
    week regclass;
begin
    for week in select inhrelid::regclass from pg_inherits where inhparent = 'event'::regclass loop
        execute format('alter table %s set (autovacuum_vacuum_insert_scale_factor = 1,'
                       ' autovacuum_vacuum_insert_threshold = 100000, autovacuum_analyze_scale_factor = 1)', week);
    end loop;
end
$$;
