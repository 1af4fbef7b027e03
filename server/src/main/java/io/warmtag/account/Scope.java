package io.warmtag.account;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What an API key may do. */
public enum Scope {
    SITES_READ,
    SITES_WRITE,
    EVENTS_READ,
    /** Sending events with a named visitor or user, from a server. */
    EVENTS_WRITE,
    VISITORS_READ,
    SETTINGS_READ,
    SETTINGS_WRITE,
    KEYS_READ,
    KEYS_WRITE,
    /** Who changed what. */
    AUDIT_READ,
    /** Orders and what became of them. */
    ORDERS_READ,
    ORDERS_WRITE,
    /** What the shop sells, and its feeds. */
    PRODUCTS_READ,
    PRODUCTS_WRITE,
    /** E-mail addresses and phone numbers in clear. */
    CONTACTS_READ,
    /** Deciding who is one person with whom. */
    PEOPLE_WRITE,
    /** Erasing persons for good. */
    PEOPLE_ERASE,
    /** Tags, triggers, variables, events, versions and environments. */
    CONTAINER_READ,
    CONTAINER_WRITE,
    /** Making versions and releasing them. */
    CONTAINER_PUBLISH,
    RULES_READ,
    /** Making, testing, starting and pausing rules. */
    RULES_WRITE,
    /** Destinations and what was delivered to them. */
    DESTINATIONS_READ,
    DESTINATIONS_WRITE,
    REPORTS_READ,
    /** What campaigns cost, and which orders count for a rule. */
    REPORTS_WRITE;

    /** As it stands in requests, answers and the database: {@code sites:read}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', ':');
    }

    public static Optional<Scope> ofCode(String code) {
        return Stream.of(values()).filter(scope -> scope.code().equals(code)).findFirst();
    }
}
