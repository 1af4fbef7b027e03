-- What is sent again up to a week later must find the event that is stored.
update site set retention_days = 8 where retention_days < 8;
alter table site drop constraint site_retention_days_check;
alter table site add constraint site_retention_days_check check (retention_days between 8 and 3650);
