-- What pages look for when millions of events are stored.

-- Visitors who belong to somebody else's person, by their own id.
create index person_led on person (site_id, id) where joined_to is not null;
