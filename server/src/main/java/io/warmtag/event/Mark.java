package io.warmtag.event;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Who made an event. Bots and staff are stored and shown, never classified. The order is the code in the database. */
public enum Mark {
    PERSON,
    BOT,
    STAFF;

    public short code() {
        return (short) ordinal();
    }

    public static Mark of(short code) {
        return values()[code];
    }

    /** As it stands in addresses and answers. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Mark> ofWord(String word) {
        return Stream.of(values()).filter(mark -> mark.word().equals(word)).findFirst();
    }
}
