-- What somebody answers is now the same in conditions as everywhere: a default of a page is nobody's word, and a shop vouches
-- for who has said nothing. Who is in such an audience, or in one that asks for it, is looked at once more.
update audience set version = version + 1, filling = true, filled = 0, fill_after = '00000000-0000-0000-0000-000000000000'
where deleted_at is null
  and site_id in (select site_id from audience where deleted_at is null and condition like '%"consent"%');
