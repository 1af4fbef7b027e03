package io.warmtag.people;

/** What pages and the API need to know of people. */
public record PeopleServices(Orders orders, OrderImport imports, Contacts contacts, Joins joins) {}
