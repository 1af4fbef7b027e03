package io.warmtag.console;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/**
 * What was stored when a form was filled, as a mark that the form carries. Who saves when something else is stored by then is
 * shown his form again with a word about it, so that nothing is overwritten unseen.
 */
final class Seen {
    private static final int BYTES = 12;

    private final String before;
    private String mark = "";
    private boolean overtaken;

    /** @param before the mark in the form that was sent; empty: none, which asks nothing */
    Seen(String before) {
        this.before = before;
    }

    /** What the form is about stands now like this; each part by its text. */
    void shows(Object... stored) {
        mark = before.isEmpty() ? of(stored) : before;
    }

    /** Whether something else is stored now than what the form was filled with. Saving once more is then meant. */
    boolean isOvertaken(Object... stored) {
        mark = of(stored);
        overtaken = !before.isEmpty() && !before.equals(mark);
        return overtaken;
    }

    String mark() {
        return mark;
    }

    boolean overtaken() {
        return overtaken;
    }

    private static String of(Object... stored) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(List.of(stored).toString().getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(digest)
                    .substring(0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
