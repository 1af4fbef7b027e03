package io.warmtag.console;

import io.warmtag.text.Digits;
import io.warmtag.text.Storable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What somebody typed, and what is wrong with it: the same page shows both when it isn't accepted. */
final class Form {
    private final Visit visit;
    private final Map<String, String> wrong = new HashMap<>();

    Form(Visit visit) {
        this.visit = visit;
    }

    /** Trimmed; empty when the field wasn't sent. */
    String text(String name) {
        return raw(name).trim();
    }

    /** As typed: for passwords. */
    String raw(String name) {
        String value = visit.ctx().request().getFormAttribute(name);
        return value == null ? "" : Storable.made(value);
    }

    boolean checked(String name) {
        return !text(name).isEmpty();
    }

    /** One entry a line; commas and semicolons end one too. */
    List<String> lines(String name) {
        return text(name)
                .lines()
                .flatMap(line -> List.of(line.split("[,;]")).stream())
                .map(String::trim)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    /** A number in Latin or Bengali digits, with or without grouping; NaN with a note beside the field otherwise. */
    double number(String name) {
        try {
            return Double.parseDouble(Digits.number(text(name)));
        } catch (NumberFormatException e) {
            wrong(name, "wrong.number");
            return Double.NaN;
        }
    }

    /** Notes what is wrong with a field; the first remark stays. */
    void wrong(String name, String key) {
        wrong.putIfAbsent(name, visit.text(key));
    }

    /** The same with a sentence that is ready. */
    void say(String name, String sentence) {
        wrong.putIfAbsent(name, sentence);
    }

    boolean isFine() {
        return wrong.isEmpty();
    }

    Field field(String name) {
        return new Field(name, raw(name), wrong.get(name));
    }

    /** Passwords are never sent back. */
    Field secret(String name) {
        return new Field(name, "", wrong.get(name));
    }
}
