package io.warmtag.console;

import io.warmtag.catalog.Kind;
import io.warmtag.catalog.Value;
import io.warmtag.catalog.ValueJson;
import io.warmtag.container.model.EntityReader;
import io.warmtag.container.model.EventDefinition;
import io.warmtag.container.model.Reading;
import io.warmtag.preview.Build;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a parameter can read: each choice is a note of a definition's source, as JSON, with words for people. */
final class BuilderReads {
    static final String FIXED = "{\"from\":\"fixed\"}";
    private static final String ITEM = "{\"from\":\"item\"}";
    private static final int MOST_SHOWN = 60;

    private final Visit visit;
    private final Value.Fields picked;

    /** @param picked what was picked last, as the page told it */
    BuilderReads(Visit visit, Value.Fields picked) {
        this.visit = visit;
        this.picked = picked;
    }

    /** @param chosen the note that holds now */
    List<Input.Option> options(Optional<Value.Fields> chosen, String type) {
        String current = chosen.map(BuilderReads::bare).orElse("");
        List<Input.Option> options = new ArrayList<>();
        options.add(option("", visit.text("builder.read.nothing"), current));
        for (Value.Fields value : Inputs.rows(picked.get("values").orElse(Value.NOTHING))) {
            Value.Fields note = Build.note(value);
            String title = shortened(Inputs.text(value, "value")) + " · " + words(note);
            options.add(option(bare(note), title, current));
        }
        options.add(option(FIXED, visit.text("builder.read.fixed"), current));
        if (type.equals("items") || current.equals(ITEM)) {
            options.add(option(ITEM, visit.text("builder.read.item"), current));
        }
        if (options.stream().noneMatch(Input.Option::selected)) {
            options.add(1, option(current, words(chosen.orElseThrow()), current));
        }
        return options;
    }

    private static Input.Option option(String value, String title, String current) {
        return new Input.Option(value, title, value.equals(current));
    }

    private static String shortened(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.length() > MOST_SHOWN ? line.substring(0, MOST_SHOWN) + "…" : line;
    }

    /** A note without the parameter that it is for; the text of a fixed one has a field of its own. */
    private static String bare(Value.Fields note) {
        var fields = new TreeMap<String, Value>(note.fields());
        fields.remove("param");
        fields.remove("variable");
        if (note.text("from").equals(Optional.of("fixed"))) {
            fields.remove("name");
        }
        return ValueJson.write(new Value.Fields(fields));
    }

    private String words(Value.Fields note) {
        String key = "builder.read." + note.text("from").orElse("")
                + (note.get("near").isPresent() ? ".near" : "")
                + (note.text("name").isPresent() ? ".named" : "");
        return visit.knows(key)
                ? visit.text(key, Map.of("selector", Inputs.text(note, "selector"), "name", Inputs.text(note, "name")))
                : ValueJson.write(note);
    }

    /** The definition that is being built; empty while it is not whole. */
    static Optional<EventDefinition> defined(Value.Fields json) {
        int id = json.get("id").orElse(Value.NOTHING) instanceof Value.Numeric numeric ? (int) numeric.number() : 1;
        return EntityReader.read(Kind.EVENT, id, json) instanceof Reading.Good good
                ? Optional.of((EventDefinition) good.entity())
                : Optional.empty();
    }
}
