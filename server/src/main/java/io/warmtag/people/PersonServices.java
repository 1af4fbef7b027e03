package io.warmtag.people;

/** Finding, listing, exporting and erasing persons. */
public record PersonServices(PersonFinder finder, ContactList contacts, PersonExport export, Erasing erasing) {}
