-- Statements over events are planned once for all values, so a rough picture of the columns is enough for the planner. An
-- analysis of a large week's partition then reads 3,000 of its rows instead of 30,000, and does so often under load.
-- Partitions that are made later get the same (Partitions).
alter table event
    alter column site_id set statistics 10, alter column id set statistics 10, alter column visitor set statistics 10,
    alter column name set statistics 10, alter column time set statistics 10, alter column received set statistics 10,
    alter column mark set statistics 10, alter column remarks set statistics 0, alter column data set statistics 0,
    alter column context set statistics 0;
