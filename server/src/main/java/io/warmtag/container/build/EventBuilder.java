package io.warmtag.container.build;

import io.warmtag.catalog.Kind;
import io.warmtag.catalog.Problem;
import io.warmtag.catalog.Template;
import io.warmtag.catalog.Value;
import io.warmtag.catalog.ValueJson;
import io.warmtag.container.build.Recipe.From;
import io.warmtag.container.build.Recipe.Read;
import io.warmtag.container.model.Edit;
import io.warmtag.container.model.Editor;
import io.warmtag.container.model.Entity;
import io.warmtag.container.model.EntityJson;
import io.warmtag.container.model.EventDefinition;
import io.warmtag.container.model.EventDefinition.Made;
import io.warmtag.container.model.Tag;
import io.warmtag.container.model.Trigger;
import io.warmtag.container.model.Workspace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Makes what a definition's source says in one edit: the variables, the trigger and the tag that sends the event. What was
 * made before is changed: the trigger, what the variables read, the tag's name and parameters; all else that somebody has
 * set in the tag by hand stays.
 */
public final class EventBuilder {
    /** What a product in a list is made of, by the names of parameters. */
    private static final List<String> ITEM =
            List.of("item_id", "item_name", "item_brand", "item_category", "price", "quantity");

    private final Editor editor;
    private final List<Problem> problems = new ArrayList<>();
    private Workspace workspace;

    private EventBuilder(Editor editor, Workspace workspace) {
        this.editor = editor;
        this.workspace = workspace;
    }

    /**
     * Saves a definition and makes what its source says.
     *
     * @param event in the draft; empty: it is new
     * @param json of the definition, or what of it is to be changed
     */
    public static Edit save(Editor editor, Workspace workspace, Optional<Integer> event, Value.Fields json) {
        Edit defined = event.map(id -> editor.patch(workspace, Kind.EVENT, id, json))
                .orElseGet(() -> editor.create(workspace, Kind.EVENT, json));
        return defined instanceof Edit.Done done
                ? new EventBuilder(editor, done.workspace()).make((EventDefinition) done.entity())
                : defined;
    }

    private Edit make(EventDefinition event) {
        Optional<Recipe> recipe = Recipe.read(event, problems);
        if (recipe.isEmpty() || !problems.isEmpty()) {
            return new Edit.Refused(problems);
        }
        Made before = event.made().orElse(new Made(Optional.empty(), Optional.empty(), List.of()));
        Map<Read, Integer> variables = new LinkedHashMap<>();
        Map<String, String> values = new TreeMap<>();
        for (Read read : recipe.get().reads()) {
            if (read.from() != From.ITEM) {
                value(event, recipe.get(), read, before, variables).ifPresent(text -> values.put(read.param(), text));
            }
        }
        for (Read read : recipe.get().reads()) {
            if (read.from() == From.ITEM) {
                variable(event, read, before, Pieces.item(fields(values, variables, recipe.get())))
                        .ifPresent(id -> values.put(read.param(), reference(id, read, variables)));
            }
        }
        Optional<Integer> trigger = trigger(event, recipe.get(), before);
        Optional<Integer> tag = trigger.flatMap(id -> tag(event, before, id, values));
        if (!problems.isEmpty()) {
            return new Edit.Refused(problems);
        }
        List<Integer> needed = List.copyOf(variables.values());
        // Last made first: a product's list refers to what was made before it.
        for (int i = before.variables().size() - 1; i >= 0; i--) {
            if (!needed.contains(before.variables().get(i))) {
                forget(before.variables().get(i));
            }
        }
        return noted(event, new Made(trigger, tag, needed), variables);
    }

    /** What the tag sends for a parameter. */
    private Optional<String> value(
            EventDefinition event, Recipe recipe, Read read, Made before, Map<Read, Integer> variables) {
        if (read.from() == From.FIXED && Pieces.isText(read)) {
            return Optional.of(read.name());
        }
        return variable(event, read, before, Pieces.variable(recipe, read)).map(id -> reference(id, read, variables));
    }

    private String reference(int id, Read read, Map<Read, Integer> variables) {
        variables.put(read, id);
        return Template.reference(workspace.content().find(id).orElseThrow().name());
    }

    private Optional<Integer> variable(EventDefinition event, Read read, Made before, Value.Fields json) {
        Optional<Integer> known = read.variable().filter(before.variables()::contains);
        String place = "source.read[" + read.index() + "].";
        return put(Kind.VARIABLE, known, event.name() + ": " + read.param(), json, field -> place + "selector");
    }

    /** The fields of a product: of the parameters of these names; the event's value is its price where there is no other. */
    private Map<String, String> fields(Map<String, String> values, Map<Read, Integer> variables, Recipe recipe) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String name : ITEM) {
            String param = name.equals("price") && !values.containsKey(name) ? "value" : name;
            if (values.containsKey(param)) {
                boolean isVariable = variables.keySet().stream()
                        .anyMatch(read -> read.param().equals(param));
                fields.put(name, isVariable ? values.get(param) : ValueJson.write(Value.of(values.get(param))));
            }
        }
        if (fields.isEmpty()) {
            recipe.reads().stream()
                    .filter(read -> read.from() == From.ITEM)
                    .forEach(read -> problems.add(
                            Problem.of("source.read[" + read.index() + "].from", "problem.build.item_empty")));
        }
        return fields;
    }

    private Optional<Integer> trigger(EventDefinition event, Recipe recipe, Made before) {
        return put(
                Kind.TRIGGER,
                before.trigger(),
                event.name() + " (" + Pieces.word(recipe) + ")",
                Pieces.trigger(recipe),
                field -> field.startsWith("conditions") ? "source.page.value" : "source.selector");
    }

    private Optional<Integer> tag(EventDefinition event, Made before, int trigger, Map<String, String> values) {
        var firing = new ArrayList<Value>();
        before.tag()
                .flatMap(id -> workspace.content().find(Kind.TAG, id))
                .ifPresent(tag -> ((Tag) tag).firing().triggers().forEach(id -> firing.add(Value.of(id))));
        if (!firing.contains(Value.of(trigger))) {
            firing.add(Value.of(trigger));
        }
        Value.Fields json = Pieces.tag(event.name(), values).with("firing", new Value.Items(firing));
        return put(Kind.TAG, before.tag(), event.name(), json, field -> "");
    }

    private interface Place {
        String of(String field);
    }

    /** Changes what is there, else makes it under the first free name. */
    private Optional<Integer> put(Kind kind, Optional<Integer> known, String name, Value.Fields json, Place place) {
        Optional<Entity> old = known.flatMap(id -> workspace.content().find(kind, id));
        Edit edit = old.map(entity -> editor.patch(workspace, kind, entity.id(), kept(entity, json)))
                .orElseGet(() -> editor.create(workspace, kind, json.with("name", Value.of(free(kind, name)))));
        if (edit instanceof Edit.Done done) {
            workspace = done.workspace();
            return Optional.of(done.entity().id());
        }
        List<Problem> found = edit instanceof Edit.Refused refused ? refused.problems() : List.of();
        found.forEach(problem -> problems.add(new Problem(place.of(problem.field()), problem.message())));
        return Optional.empty();
    }

    /** Of a trigger that stays of its type, what somebody has set by hand and the builder knows nothing of. */
    private static Value.Fields kept(Entity old, Value.Fields json) {
        if (old instanceof Trigger trigger && json.text("type").equals(Optional.of(trigger.type()))) {
            var params = new TreeMap<String, Value>(trigger.params().fields());
            params.putAll(((Value.Fields) json.get("params").orElseThrow()).fields());
            return json.with("params", new Value.Fields(params));
        }
        return json;
    }

    private String free(Kind kind, String name) {
        String free = name;
        for (int number = 2; workspace.content().named(kind, free).isPresent(); number++) {
            free = name + " (" + number + ")";
        }
        return free;
    }

    /** What no parameter needs any more goes, unless something else uses it. */
    private void forget(int variable) {
        if (editor.delete(workspace, Kind.VARIABLE, variable) instanceof Edit.Done done) {
            workspace = done.workspace();
        }
    }

    private Edit noted(EventDefinition event, Made made, Map<Read, Integer> variables) {
        var notes = new ArrayList<Value>();
        if (event.source().get("read").orElse(Value.NOTHING) instanceof Value.Items before) {
            for (int i = 0; i < before.items().size(); i++) {
                notes.add(noted((Value.Fields) before.items().get(i), i, variables));
            }
        }
        Value.Fields source = notes.isEmpty() ? event.source() : event.source().with("read", new Value.Items(notes));
        Value.Fields written = EntityJson.write(event.withMade(Optional.of(made)));
        return editor.patch(
                workspace,
                Kind.EVENT,
                event.id(),
                Value.Fields.of(
                        Map.of("source", source, "made", written.get("made").orElseThrow())));
    }

    private static Value noted(Value.Fields note, int index, Map<Read, Integer> variables) {
        var fields = new TreeMap<String, Value>(note.fields());
        fields.remove("variable");
        variables.forEach((read, id) -> {
            if (read.index() == index) {
                fields.put("variable", Value.of(id));
            }
        });
        return new Value.Fields(fields);
    }
}
