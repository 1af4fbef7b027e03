-- Where the link of the consent banner leads, an address or a path of the shop; null: it has none.
alter table site add column privacy_url text;
