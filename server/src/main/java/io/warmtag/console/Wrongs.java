package io.warmtag.console;

import io.warmtag.catalog.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is wrong with what was typed, in the reader's language: each remark is shown once, beside its field if it has one. */
final class Wrongs {
    private final Map<String, String> byField = new LinkedHashMap<>();

    static Wrongs none() {
        return new Wrongs();
    }

    static Wrongs of(Visit visit, List<Problem> problems) {
        var wrongs = new Wrongs();
        for (Problem problem : problems) {
            wrongs.byField.putIfAbsent(problem.field(), sentence(visit.say(problem.message())));
        }
        return wrongs;
    }

    /** They are written to stand behind a field's name. */
    private static String sentence(String text) {
        return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    /** The remark about a field; empty when there is none. */
    String take(String field) {
        String text = byField.remove(field);
        return text == null ? "" : text;
    }

    /** The first remark about a field or a part of it. */
    String takeWithin(String field) {
        for (String each : List.copyOf(byField.keySet())) {
            if (each.equals(field) || each.startsWith(field + "[") || each.startsWith(field + ".")) {
                return take(each);
            }
        }
        return "";
    }

    /** What no field has taken. */
    List<String> rest() {
        return new ArrayList<>(byField.values());
    }
}
