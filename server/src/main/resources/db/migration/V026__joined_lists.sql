-- Lists of people outside, kept by person -----------------------------------------------------------------------------------

-- What a rule has said of this very visitor. Of a person what was said last of any of his visitors counts: that is "ruled", on
-- the person's own row.
alter table list_member add column said boolean, add column said_at timestamptz;

update list_member set said = ruled, said_at = now() where ruled is not null;

-- With whom somebody was one person once: nobody is put on a list while the other one is being taken off.
create index join_log_before on join_log (site_id, before);
create index join_log_after on join_log (site_id, after);
