-- What the built-in double took has reached nobody: it is counted apart. Requests, failures and their time are of real ones.
alter table destination_hour add column sandboxed bigint not null default 0;

-- What is in the sandbox now is taken to have been there before.
update destination_hour h set sandboxed = delivered, delivered = 0, dead = 0, requests = 0, failures = 0, ms = 0
from destination d where d.site_id = h.site_id and d.id = h.destination and d.sandbox;
