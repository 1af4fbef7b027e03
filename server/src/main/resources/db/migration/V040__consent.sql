-- What a person answers about a purpose, by all of his visitors as of what had come in at an instant: the event that decides it,
-- to be read by the server's Answer. That is the newest one that says something: granted or denied, or, where nobody is asked,
-- a page that refuses nothing; what a page denies by default, as long as nobody has answered, is nobody's word. Is there none,
-- it is one that the shop vouches for, whose key sent it, else the newest at all. What bots and staff do says nothing, but a
-- withdrawal counts wherever it is made. Events are read from the newest back to the
-- first that says something, and no further; of one visitor at most so many as count elsewhere.
create function consent_of(of_site integer, of_person uuid, purpose text, known timestamptz)
    returns table (context text, says boolean) language sql stable rows 1 as $$
    select found.context, found.rank = 2
    from visitors_of(of_site, of_person) his (visitor)
    cross join lateral (
        (select 2 as rank, recent.id, recent.context
         from (select event.id, event.context from event
               where event.site_id = of_site and event.visitor = his.visitor and event.received <= known
                 and (event.mark = 0 or event.name = 'consent_withdrawn')
               order by event.id desc limit 2000) recent
         where position(concat('"', purpose, '":"granted"') in recent.context) > 0
            or position(concat('"', purpose, '":"denied"') in recent.context) > 0
            or position('"url":' in recent.context) > 0 and position(concat('"', purpose, '":') in recent.context) = 0
               and position('"keyed":true' in recent.context) = 0
               and (select site.consent = 'none' from site where site.id = of_site)
         order by recent.id desc limit 1)
        union all
        (select vouched::integer, recent.id, recent.context
         from (select event.id, event.context from event
               where event.site_id = of_site and event.visitor = his.visitor and event.received <= known
                 and (event.mark = 0 or event.name = 'consent_withdrawn')
               order by event.id desc limit 2000) recent
         cross join lateral (select (position('"keyed":true' in recent.context) > 0 or recent.context = '{"imported":true}')
                                    and position(concat('"', purpose, '":') in recent.context) = 0 as vouched) one
         order by vouched desc, recent.id desc limit 1)
        limit 1) found
    order by found.rank desc, found.id desc limit 1
$$;

-- Whether one of a person's orders stands: he is never plain cold.
create function has_bought(of_site integer, of_person uuid) returns boolean language sql stable as $$
    select exists (select from visitors_of(of_site, of_person) his (visitor)
                   join customer_order bought on bought.site_id = of_site and bought.person = his.visitor
                   where bought.cancelled_at is null
                     and coalesce(bought.placed_at, bought.confirmed_at, bought.delivered_at) is not null)
$$;
