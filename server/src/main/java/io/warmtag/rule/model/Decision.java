package io.warmtag.rule.model;

import java.util.Locale;

/** What came of an occasion that a rule was waiting for. The order is the code in the database. */
public enum Decision {
    FIRED,
    /** Nothing is done for this person: he is among those to compare with. */
    HELD_OUT,
    /** Often enough for this person. */
    LIMITED_PERSON,
    /** Often enough for all together. */
    LIMITED_OVERALL,
    /** He has not granted what the rule needs. */
    NO_CONSENT;

    public short code() {
        return (short) ordinal();
    }

    public static Decision of(short code) {
        return values()[code];
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it counts against how often a person may have it: those who are held out would have got it, too. */
    public boolean counts() {
        return this == FIRED || this == HELD_OUT;
    }
}
