package io.warmtag.catalog;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a container is made of. */
public enum Kind {
    TAG,
    TRIGGER,
    VARIABLE,
    FOLDER,
    EVENT;

    /** As it stands in JSON and in message keys. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Kind> ofCode(String code) {
        return Stream.of(values()).filter(kind -> kind.code().equals(code)).findFirst();
    }
}
