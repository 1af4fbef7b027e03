package io.warmtag.console;

import io.vertx.core.MultiMap;
import io.warmtag.catalog.Problem;
import io.warmtag.catalog.Value;
import io.warmtag.catalog.ValueJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The builder's form as the definition of an event. */
final class BuilderForm {
    /** More than a definition may have: what is too much is told by the domain. */
    private static final int MOST_ROWS = 200;

    private static final Pattern NOTE = Pattern.compile("source\\.read\\[(\\d+)\\](.*)");
    private static final Pattern PARAM = Pattern.compile("params\\[(\\d+)\\](.*)");

    private final MultiMap form;
    private final List<Value> params = new ArrayList<>();
    private final List<Value> notes = new ArrayList<>();
    /** The row of the form of each parameter, and of each note. */
    private final List<Integer> rowsOfParams = new ArrayList<>();

    private final List<Integer> rowsOfNotes = new ArrayList<>();

    /** @param dropped the row that is to go; -1: none */
    BuilderForm(MultiMap form, int dropped) {
        this.form = form;
        for (int row = 0; row < MOST_ROWS && form.contains(place(row) + "name"); row++) {
            if (row != dropped) {
                row(row);
            }
        }
    }

    private static String place(int row) {
        return "params[" + row + "].";
    }

    private void row(int row) {
        String place = place(row);
        String name = text(place + "name");
        String read = text(place + "read");
        if (name.isEmpty() && read.isEmpty()) {
            return;
        }
        var param = new TreeMap<String, Value>();
        param.put("name", Value.of(name));
        param.put("type", Value.of(text(place + "type")));
        param.put("required", Value.of(!text(place + "required").isEmpty()));
        params.add(new Value.Fields(param));
        rowsOfParams.add(row);
        note(read).ifPresent(note -> {
            var whole = new TreeMap<String, Value>(note.fields());
            whole.put("param", Value.of(name));
            if (note.text("from").equals(Optional.of("fixed"))) {
                whole.put("name", Value.of(text(place + "fixed")));
            }
            EntityPages.number(text(place + "variable")).ifPresent(id -> whole.put("variable", Value.of(id)));
            notes.add(new Value.Fields(whole));
            rowsOfNotes.add(row);
        });
    }

    /** What can be chosen stands in the page as JSON. */
    private static Optional<Value.Fields> note(String json) {
        if (json.isEmpty()) {
            return Optional.empty();
        }
        try {
            return ValueJson.read(json) instanceof Value.Fields fields ? Optional.of(fields) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** @param before what the form doesn't ask for */
    Value.Fields over(Value.Fields before) {
        var source = new TreeMap<String, Value>(
                Inputs.object(before, "source").orElse(Value.Fields.NONE).fields());
        source.put("kind", Value.of(text("source.kind")));
        String selector = text("source.selector");
        source.put("selector", Value.of(selector.isEmpty() ? text("source.own") : selector));
        source.remove("page");
        if (!text("source.page.operator").isEmpty()) {
            source.put(
                    "page",
                    Value.Fields.of(Map.of(
                            "operator", Value.of(text("source.page.operator")),
                            "value", Value.of(text("source.page.value")))));
        }
        source.put("read", new Value.Items(notes));
        return before.with("name", Value.of(text("name")))
                .with("params", new Value.Items(params))
                .with("source", new Value.Fields(source));
    }

    /** The name of the parameter in a row of the form; empty when there is none. */
    String param(int row) {
        return text(place(row) + "name");
    }

    /** The same remarks with the fields' names in the form. */
    List<Problem> placed(List<Problem> problems) {
        var placed = new ArrayList<Problem>();
        for (Problem problem : problems) {
            placed.add(new Problem(placed(problem.field()), problem.message()));
        }
        return placed;
    }

    private String placed(String field) {
        Matcher note = NOTE.matcher(field);
        if (note.matches() && Integer.parseInt(note.group(1)) < rowsOfNotes.size()) {
            boolean isFixed = note.group(2).equals(".name");
            return place(rowsOfNotes.get(Integer.parseInt(note.group(1)))) + (isFixed ? "fixed" : "read");
        }
        Matcher param = PARAM.matcher(field);
        if (param.matches() && Integer.parseInt(param.group(1)) < rowsOfParams.size()) {
            String rest = param.group(2).isEmpty() ? "read" : param.group(2).substring(1);
            return place(rowsOfParams.get(Integer.parseInt(param.group(1)))) + rest;
        }
        return field;
    }

    private String text(String name) {
        String value = form.get(name);
        return value == null ? "" : value.strip();
    }
}
