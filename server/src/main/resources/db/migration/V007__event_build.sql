-- An event that somebody builds with the picker: what he has chosen so far. Goes with its preview.
create table event_build (
    session_id uuid   primary key references preview_session on delete cascade,
    -- Of a definition in the site's draft; null: it is new.
    event_id   integer,
    -- The definition's revision that was before his eyes.
    seen       bigint not null,
    -- As it is to be, in the API's form.
    definition text   not null,
    -- The parameter that the next pick is for; empty: the element that is clicked.
    aim        text   not null,
    -- What was picked last, as the page told it.
    picked     text   not null,
    -- The last message that was looked at.
    heard      bigint not null
);
