package io.warmtag.destination;

import java.util.List;

/**
 * A setting that a kind of destination asks for; its title is a message below {@code destination.<kind>.}.
 *
 * @param otherwise what it is when nothing was said
 * @param choices empty for anything but a choice
 * @param form a regular expression that a text must match; empty: any
 */
public record Setting(String name, Form kind, boolean required, String otherwise, List<String> choices, String form) {
    /** How it is asked for. */
    public enum Form {
        TEXT,
        /** Sealed when stored, and never shown again. */
        SECRET,
        /** A web address. */
        ADDRESS,
        CHOICE,
        /** One of the site's audiences, by its number. */
        AUDIENCE,
        CHECK,
        /** Several lines. */
        AREA
    }

    public static Setting text(String name, boolean required, String otherwise, String form) {
        return new Setting(name, Form.TEXT, required, otherwise, List.of(), form);
    }

    public static Setting secret(String name, boolean required, String form) {
        return new Setting(name, Form.SECRET, required, "", List.of(), form);
    }

    public static Setting of(String name, Form kind, boolean required) {
        return new Setting(name, kind, required, kind == Form.CHECK ? "false" : "", List.of(), "");
    }

    /** The first one unless another is said. */
    public static Setting choice(String name, List<String> choices) {
        return new Setting(name, Form.CHOICE, false, choices.get(0), choices, "");
    }

    public boolean isSecret() {
        return kind == Form.SECRET;
    }
}
