package io.warmtag.container.model;

import io.warmtag.catalog.Catalog;
import io.warmtag.catalog.Kind;
import io.warmtag.catalog.Problem;
import io.warmtag.catalog.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All that can be done to a draft. Takes values, returns values; may take some ms where there is JavaScript to read. */
public final class Editor {
    /** More than any container that people have shown; lists and checks stay fast up to here. */
    private static final int MOST_ENTITIES = 5_000;

    private final Catalog catalog;
    private final Checks checks;

    public Editor(Catalog catalog) {
        this.catalog = catalog;
        this.checks = new Checks(catalog);
    }

    /** @param json as the API takes it, without an id */
    public Edit create(Workspace workspace, Kind kind, Value.Fields json) {
        if (workspace.content().entities().size() >= MOST_ENTITIES) {
            return new Edit.Refused(List.of(Problem.of("", "problem.entities", "most", MOST_ENTITIES)));
        }
        Reading reading = read(kind, workspace.nextId(), json);
        return reading instanceof Reading.Good good
                ? add(workspace, good.entity())
                : new Edit.Refused(((Reading.Wrong) reading).problems());
    }

    private static Reading read(Kind kind, int id, Value.Fields json) {
        var problems = new ArrayList<Problem>();
        Characters.addProblems("", json, problems);
        return problems.isEmpty() ? EntityReader.read(kind, id, json) : new Reading.Wrong(problems);
    }

    private Edit add(Workspace workspace, Entity entity) {
        var bigger = new Workspace(workspace.content().with(entity), workspace.nextId() + 1, workspace.revision());
        return checked(bigger, entity);
    }

    private Edit checked(Workspace changed, Entity entity) {
        List<Problem> problems = checks.problems(entity, changed.content());
        return problems.isEmpty() ? new Edit.Done(changed, entity) : new Edit.Refused(problems);
    }

    /** Puts another in its place, whole: what the JSON leaves out gets its usual value. A new name goes everywhere. */
    public Edit replace(Workspace workspace, Kind kind, int id, Value.Fields json) {
        Optional<Entity> before = workspace.content().find(kind, id);
        if (before.isEmpty()) {
            return new Edit.Missing();
        }
        Reading reading = read(kind, id, json);
        return reading instanceof Reading.Good good
                ? change(workspace, before.get(), good.entity())
                : new Edit.Refused(((Reading.Wrong) reading).problems());
    }

    /** Changes some fields of it and leaves the others. */
    public Edit patch(Workspace workspace, Kind kind, int id, Value.Fields json) {
        return workspace
                .content()
                .find(kind, id)
                .map(before -> {
                    Value.Fields whole = EntityJson.write(before);
                    for (var field : json.fields().entrySet()) {
                        whole = whole.with(field.getKey(), field.getValue());
                    }
                    return replace(workspace, kind, id, whole);
                })
                .orElseGet(Edit.Missing::new);
    }

    private Edit change(Workspace workspace, Entity before, Entity after) {
        Content content = workspace.content().with(after);
        if (!(after instanceof Variable) || before.name().equals(after.name())) {
            return checked(workspace.with(content), after);
        }
        // Checked under the new name first: "{{" in a name would make other references of the old ones.
        List<Problem> problems = new ArrayList<>(checks.problems(after, renamed(content, before, after)));
        if (!problems.isEmpty()) {
            return new Edit.Refused(problems);
        }
        Content renamed = renamed(content, before, after);
        return new Edit.Done(workspace.with(renamed), renamed.find(after.id()).orElseThrow());
    }

    private static Content renamed(Content content, Entity before, Entity after) {
        return content.with(Renaming.changed(content, before.name(), after.name()));
    }

    /** Refused while something else needs it, naming what. */
    public Edit delete(Workspace workspace, Kind kind, int id) {
        Optional<Entity> found = workspace.content().find(kind, id);
        if (found.isEmpty()) {
            return new Edit.Missing();
        }
        Entity entity = found.get();
        List<String> users = Uses.of(entity, workspace.content(), catalog).stream()
                .filter(use -> use.user().id() != id)
                .map(use -> use.user().name())
                .distinct()
                .toList();
        if (!users.isEmpty() && kind != Kind.FOLDER) {
            return new Edit.Refused(
                    List.of(Problem.of("", "problem.used", "count", users.size(), "where", String.join(", ", users))));
        }
        Content rest = Forgetting.of(entity, workspace.content().without(id));
        return new Edit.Done(workspace.with(rest), entity);
    }

    public Edit pause(Workspace workspace, int tag, boolean paused) {
        return workspace
                .content()
                .find(Kind.TAG, tag)
                .<Edit>map(found -> {
                    Tag changed = ((Tag) found).withPaused(paused);
                    return new Edit.Done(workspace.with(workspace.content().with(changed)), changed);
                })
                .orElseGet(Edit.Missing::new);
    }

    /** Makes another of it under the first free name: {@code Pixel (2)}. */
    public Edit copy(Workspace workspace, Kind kind, int id) {
        return workspace
                .content()
                .find(kind, id)
                .map(entity -> add(
                        workspace,
                        entity.withId(workspace.nextId())
                                .withLabel(entity.label().named(freeName(workspace.content(), entity)))))
                .orElseGet(Edit.Missing::new);
    }

    private static String freeName(Content content, Entity entity) {
        String stem = entity.name().replaceFirst(" \\(\\d+\\)$", "");
        for (int number = 2; ; number++) {
            String name = stem + " (" + number + ")";
            if (content.named(entity.kind(), name).isEmpty()) {
                return name;
            }
        }
    }

    /** Lays an entity into a folder, or out of any. */
    public Edit move(Workspace workspace, int id, Optional<Integer> folder) {
        Optional<Entity> found = workspace.content().find(id).filter(entity -> !(entity instanceof Folder));
        if (found.isEmpty()) {
            return new Edit.Missing();
        }
        if (folder.isPresent()
                && workspace.content().find(Kind.FOLDER, folder.get()).isEmpty()) {
            return new Edit.Refused(List.of(Problem.of("folder", "problem.reference.folder", "id", folder.get())));
        }
        Entity moved = found.get().withLabel(found.get().label().in(folder));
        return new Edit.Done(workspace.with(workspace.content().with(moved)), moved);
    }

    /** Begins the draft again from a version. Ids that were used since stay used. */
    public Workspace restore(Workspace workspace, Content version) {
        int last = version.entities().isEmpty() ? 0 : version.entities().lastKey();
        return new Workspace(version, Math.max(workspace.nextId(), last + 1), workspace.revision());
    }
}
