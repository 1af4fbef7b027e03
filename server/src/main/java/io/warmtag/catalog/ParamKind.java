package io.warmtag.catalog;

import java.util.Locale;

/** What a parameter's value is. In those that {@link #hasText} a {@code {{variable}}} may stand. */
public enum ParamKind {
    TEXT(10_000),
    /** A number, or a text with a variable in it. */
    NUMBER(1_000),
    BOOLEAN(0),
    CHOICE(0),
    SELECTOR(1_000),
    URL(4_000),
    REGEX(1_000),
    /** As much as one tag may weigh in a page. */
    HTML(100_000),
    JAVASCRIPT(50_000),
    /** Each a number, or a text with a variable in it. */
    NUMBERS(1_000),
    /** Rows: objects whose fields are the columns. */
    TABLE(0),
    /** {@code {{Name}}} of one variable. */
    VARIABLE(300),
    /** Ids of triggers. */
    TRIGGERS(0),
    /** Conditions like those of a trigger. */
    CONDITIONS(0),
    /** Any value, or its JSON as text. */
    JSON(20_000);

    private final int usualLength;

    ParamKind(int usualLength) {
        this.usualLength = usualLength;
    }

    /** The most characters of a text where the type says nothing else. */
    public int usualLength() {
        return usualLength;
    }

    /** @throws IllegalArgumentException when there is none: tag-js is newer than this server */
    static ParamKind ofCode(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
