package io.warmtag.preview;

import io.warmtag.catalog.Value;
import io.warmtag.catalog.ValueJson;
import io.warmtag.container.build.Recipe;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Puts what somebody picked in a page into the definition that he builds. */
final class Picks {
    private static final int MOST_PARAMS_BY_ITSELF = 3;
    private static final List<String> NUMBERS = List.of("price", "quantity");

    private Picks() {}

    /**
     * The build after what pages told.
     *
     * @param told oldest first
     * @param currency of the site, as an event carries it
     */
    static Build hear(Build build, List<Told> told, String currency) {
        Build heard = build;
        for (Told each : told) {
            Optional<Value.Fields> pick = pick(each);
            if (pick.isPresent()) {
                heard = taken(heard, pick.get(), currency, each.number());
            }
        }
        return heard;
    }

    private static Optional<Value.Fields> pick(Told told) {
        if (!told.body().contains("\"picked\"")) {
            return Optional.empty();
        }
        try {
            return ValueJson.read(told.body()) instanceof Value.Fields message
                            && message.text("kind").equals(Optional.of("picked"))
                    ? Optional.of(message)
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Build taken(Build build, Value.Fields pick, String currency, long number) {
        boolean isElement = build.aim().isEmpty();
        Value.Fields definition = isElement
                ? filled(clicked(build.definition(), pick), pick, currency)
                : noted(build.definition(), param(build.aim(), leaf(pick)));
        return new Build(
                build.session(),
                build.event(),
                build.seen(),
                definition,
                "",
                isElement ? pick : build.picked(),
                number);
    }

    private static Value.Fields source(Value.Fields definition) {
        return Json.object(definition, "source");
    }

    private static Value.Fields clicked(Value.Fields definition, Value.Fields pick) {
        Value.Fields source = source(definition);
        boolean isForm = source.text("kind").equals(Optional.of("form"));
        List<Value> selectors = isForm && !Json.items(pick, "form").isEmpty()
                ? Json.items(pick, "form")
                : Json.items(pick, "selectors");
        Optional<String> best = selectors.isEmpty()
                ? Optional.empty()
                : selectors.get(0) instanceof Value.Fields first ? first.text("selector") : Optional.empty();
        if (best.isPresent()) {
            source = source.with("selector", Value.of(best.get()));
        }
        if (Recipe.kind(source).isEmpty()) {
            source = source.with("kind", Value.of("click"));
        }
        return definition.with("source", source);
    }

    /** What was pointed at itself, to be read. */
    private static Value.Fields leaf(Value.Fields pick) {
        Value.Fields leaf = Json.object(pick, "leaf");
        var note = new TreeMap<String, Value>();
        note.put("from", Value.of("element"));
        note.put("selector", Value.of(leaf.text("selector").orElse("")));
        if (Json.number(leaf, "count").orElse(1) > 1) {
            note.put("near", Value.of(true));
        }
        return new Value.Fields(note);
    }

    /** Gives parameters that read nothing yet what the page has under their names; an event without any gets the usual ones. */
    private static Value.Fields filled(Value.Fields definition, Value.Fields pick, String currency) {
        Map<String, Value.Fields> found = found(pick);
        Value.Fields whole = definition;
        List<String> params = names(definition);
        if (params.isEmpty()) {
            for (String name :
                    found.keySet().stream().limit(MOST_PARAMS_BY_ITSELF).toList()) {
                whole = withParam(whole, name);
            }
        } else if (params.contains("items")) {
            for (String name : List.of("item_id", "item_name", "price")) {
                whole = found.containsKey(name) && !params.contains(name) ? withParam(whole, name) : whole;
            }
        }
        for (String name : names(whole)) {
            Optional<Value.Fields> note = note(name, found, currency).filter(each -> !each.equals(Value.Fields.NONE));
            if (note.isPresent() && !isRead(whole, name)) {
                whole = noted(whole, param(name, note.get()));
            }
        }
        return whole;
    }

    /** The first value of each name, as a note of where it is read. */
    private static Map<String, Value.Fields> found(Value.Fields pick) {
        Map<String, Value.Fields> found = new TreeMap<>();
        for (Value each : Json.items(pick, "values")) {
            if (each instanceof Value.Fields value) {
                value.text("parameter").ifPresent(name -> found.putIfAbsent(name, Build.note(value)));
            }
        }
        return found;
    }

    private static Optional<Value.Fields> note(String name, Map<String, Value.Fields> found, String currency) {
        if (name.equals("items") && (found.containsKey("item_id") || found.containsKey("item_name"))) {
            return Optional.of(Value.Fields.of(Map.of("from", Value.of("item"))));
        } else if (found.containsKey(name)) {
            return Optional.of(found.get(name));
        } else if (name.equals("value")) {
            return Optional.ofNullable(found.get("price"));
        }
        return name.equals("currency")
                ? Optional.of(Value.Fields.of(Map.of("from", Value.of("fixed"), "name", Value.of(currency))))
                : Optional.empty();
    }

    private static List<String> names(Value.Fields definition) {
        return Json.items(definition, "params").stream()
                .flatMap(param -> param instanceof Value.Fields fields
                        ? fields.text("name").stream()
                        : java.util.stream.Stream.empty())
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private static Value.Fields withParam(Value.Fields definition, String name) {
        var params = new ArrayList<>(Json.items(definition, "params"));
        params.add(Value.Fields.of(Map.of(
                "name", Value.of(name),
                "type", Value.of(NUMBERS.contains(name) ? "number" : "string"),
                "required", Value.of(false))));
        return definition.with("params", new Value.Items(params));
    }

    private static boolean isRead(Value.Fields definition, String param) {
        return Json.items(source(definition), "read").stream().anyMatch(note -> isOf(note, param));
    }

    private static boolean isOf(Value note, String param) {
        return note instanceof Value.Fields fields && fields.text("param").equals(Optional.of(param));
    }

    private static Value.Fields param(String name, Value.Fields note) {
        return note.with("param", Value.of(name));
    }

    /** Notes what a parameter reads, in the place of what it read before; the variable that was made for it stays. */
    private static Value.Fields noted(Value.Fields definition, Value.Fields note) {
        String param = note.text("param").orElse("");
        var notes = new ArrayList<Value>();
        Value.Fields whole = note;
        for (Value each : Json.items(source(definition), "read")) {
            if (isOf(each, param)) {
                Optional<Value> variable = ((Value.Fields) each).get("variable");
                whole = variable.isPresent() ? whole.with("variable", variable.get()) : whole;
            } else {
                notes.add(each);
            }
        }
        notes.add(whole);
        return definition.with("source", source(definition).with("read", new Value.Items(notes)));
    }
}
