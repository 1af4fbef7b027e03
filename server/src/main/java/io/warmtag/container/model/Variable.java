package io.warmtag.container.model;

import io.warmtag.catalog.Value;
import java.util.Locale;
import java.util.Optional;

/**
 * A value that tags, triggers and other variables refer to by its name.
 *
 * @param type id of a variable type
 */
public record Variable(int id, Label label, String type, Value.Fields params, Format format) implements Entity {

    /**
     * What is done to the value.
     *
     * @param letters to which case a text is turned
     * @param to what a text becomes
     * @param instead what stands for {@code undefined}, {@code null}, {@code true} and {@code false}; absent: unchanged
     */
    public record Format(Optional<Case> letters, Optional<Conversion> to, Value.Fields instead) {
        public static final Format NONE = new Format(Optional.empty(), Optional.empty(), Value.Fields.NONE);

        Format withInstead(Value.Fields other) {
            return new Format(letters, to, other);
        }
    }

    /** The case of letters. */
    public enum Case {
        LOWER,
        UPPER;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public Variable withId(int other) {
        return new Variable(other, label, type, params, format);
    }

    @Override
    public Variable withLabel(Label other) {
        return new Variable(id, other, type, params, format);
    }

    public Variable withContent(Value.Fields otherParams, Format otherFormat) {
        return new Variable(id, label, type, otherParams, otherFormat);
    }
}
