package io.warmtag.rule;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/**
 * Somebody came into an audience or went out of it.
 *
 * @param number how many such changes of him and this audience there have been, this one included
 * @param at when it became so
 * @param quiet it is so, but no rule follows from it: it came of what arrived late, was imported, or of who is one person with whom
 * @param occasion one id for ever, made of all that names the change
 */
public record MembershipChange(
        int site, int audience, UUID person, boolean entered, int number, Instant at, boolean quiet, UUID occasion) {

    static MembershipChange of(
            int site, int audience, UUID person, boolean entered, int number, Instant at, boolean quiet) {
        String key = "m:" + site + ":" + audience + ":" + person + ":" + number;
        return new MembershipChange(
                site,
                audience,
                person,
                entered,
                number,
                at,
                quiet,
                UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)));
    }
}
