-- The audit of one site, newest first, and who is in it.
create index audit_site on audit (site_id, id desc);
create index audit_actor on audit (site_id, actor);
