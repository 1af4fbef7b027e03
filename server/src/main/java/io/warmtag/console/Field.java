package io.warmtag.console;

import org.jspecify.annotations.Nullable;

/**
 * One field of a form, ready to be shown.
 *
 * @param value what was typed, or what holds now
 * @param wrong what is wrong with it, in the reader's language
 */
record Field(String name, String value, @Nullable String wrong) {

    static Field of(String name, String value) {
        return new Field(name, value, null);
    }

    String id() {
        return "f-" + name.replaceAll("[^A-Za-z0-9_-]", "-");
    }
}
