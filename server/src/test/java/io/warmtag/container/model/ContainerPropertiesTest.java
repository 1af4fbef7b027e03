package io.warmtag.container.model;

import static io.warmtag.container.model.Draftsman.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.warmtag.catalog.Catalog;
import io.warmtag.catalog.Kind;
import io.warmtag.catalog.Value;
import io.warmtag.testkit.TestCatalog;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What holds of every container that can be built. */
class ContainerPropertiesTest {
    private static final Catalog CATALOG = TestCatalog.read();
    private static final Editor EDITOR = new Editor(CATALOG);

    /** A draft with whatever a random hand put in; edits that are refused leave no trace. */
    private static Content random(Random random) {
        Workspace workspace = Workspace.NEW;
        for (int i = 0; i < 25; i++) {
            Edit edit = EDITOR.create(workspace, kind(random), json(entity(random, workspace.content(), i)));
            if (edit instanceof Edit.Done done) {
                workspace = done.workspace();
            }
        }
        return workspace.content();
    }

    private static Kind kind(Random random) {
        return List.of(Kind.TAG, Kind.TRIGGER, Kind.VARIABLE).get(random.nextInt(3));
    }

    private static String entity(Random random, Content content, int number) {
        String name = "'name':'N" + number + "'";
        String text = text(random, content);
        return switch (random.nextInt(7)) {
            case 0 -> "{" + name + ",'type':'constant','params':{'value':'" + text + "'}}";
            case 1 ->
                "{" + name + ",'type':'custom_javascript','params':{'javascript':'function(){return ["
                        + list(random, content) + "]}'}}";
            case 2 ->
                "{" + name + ",'type':'lookup_table','params':{'input':'" + reference(random, content)
                        + "','map':[{'key':'" + text + "','value':'" + text(random, content) + "'}]}}";
            case 3 ->
                "{" + name + ",'type':'click','conditions':[{'left':'" + reference(random, content)
                        + "','operator':'equals','right':'" + text + "'}]}";
            case 4 -> "{" + name + ",'type':'group','params':{'triggers':" + ids(random, content.triggers()) + "}}";
            case 5 ->
                "{" + name + ",'type':'pixel','paused':" + (random.nextInt(5) == 0) + ",'liveOnly':"
                        + (random.nextInt(4) == 0)
                        + ",'params':{'id':'" + text + "','marks':['" + reference(random, content)
                        + "'],'more':'{\\\"a\\\":\\\"" + text + "\\\"}'},'firing':"
                        + ids(random, content.triggers()) + ",'blocking':" + ids(random, content.triggers()) + "}";
            default ->
                "{" + name + ",'type':'custom_html','params':{'html':'<b>" + text + "</b>'},'firing':"
                        + ids(random, content.triggers()) + step(random, content) + "}";
        };
    }

    private static String step(Random random, Content content) {
        return content.tags().isEmpty()
                ? ""
                : ",'setup':{'tag':" + one(random, content.tags()).id() + ",'stopOnFailure':true}";
    }

    private static String list(Random random, Content content) {
        return reference(random, content) + ",\\\"" + text(random, content) + "\\\"";
    }

    private static String text(Random random, Content content) {
        return switch (random.nextInt(4)) {
            case 0 -> "";
            case 1 -> "plain";
            case 2 -> reference(random, content);
            default -> "a" + reference(random, content) + "b" + reference(random, content);
        };
    }

    private static String reference(Random random, Content content) {
        var names = new ArrayList<>(List.of("Page URL", "Page Path", "Click Text"));
        content.variables().forEach(variable -> names.add(variable.name()));
        return "{{" + names.get(random.nextInt(names.size())) + "}}";
    }

    private static List<Integer> ids(Random random, List<? extends Entity> all) {
        return all.stream().filter(each -> random.nextBoolean()).map(Entity::id).toList();
    }

    private static <T> T one(Random random, List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    @Property(tries = 150)
    void everyIndexPointsAtSomething(@ForAll Random random) {
        Content content = random(random);
        for (boolean live : new boolean[] {true, false}) {
            Compiled compiled = Compiler.compile(content, CATALOG, live);
            compiled.tags().ifPresent(tags -> new Indexes(tags, compiled.code()).check());
        }
        Compiled preview = Compiler.preview(content, CATALOG);
        preview.tags().ifPresent(tags -> new Indexes(tags, preview.code()).check());
    }

    @Property(tries = 100)
    void onlyWhatIsReachedIsCompiled(@ForAll Random random) {
        Content content = random(random);
        Compiled compiled = Compiler.compile(content, CATALOG, false);
        long expected = content.tags().stream()
                .filter(tag -> !isHeld(tag, content) && !tag.firing().triggers().isEmpty())
                .count();
        assertEquals(expected > 0, compiled.tags().isPresent());
        compiled.tags().ifPresent(tags -> {
            var reached = new Indexes(tags, compiled.code()).reached();
            assertEquals(size(tags, "v"), reached.variables().size(), "every variable is used");
            assertEquals(size(tags, "r"), reached.triggers().size(), "every trigger is used");
            assertEquals(compiled.code().size(), reached.functions().size(), "every function is used");
        });
    }

    private static boolean isHeld(Tag tag, Content content) {
        return tag.paused()
                || tag.firing().liveOnly()
                || tag.sequence()
                        .setup()
                        .flatMap(setup -> content.find(Kind.TAG, setup.tag()))
                        .filter(setup -> isHeld((Tag) setup, content))
                        .isPresent();
    }

    @Property(tries = 100)
    void renamingChangesNothingThatRuns(@ForAll Random random, @ForAll @IntRange(max = 1000) int which) {
        Content content = random(random);
        if (content.variables().isEmpty()) {
            return;
        }
        Variable variable = content.variables().get(which % content.variables().size());
        var workspace = new Workspace(content, 1000, 0);
        Edit edit = EDITOR.patch(
                workspace, Kind.VARIABLE, variable.id(), Value.Fields.NONE.with("name", Value.of("Zo $1 \\ é")));
        assertTrue(edit instanceof Edit.Done, () -> String.valueOf(edit));
        Content renamed = ((Edit.Done) edit).workspace().content();
        assertEquals(Compiler.compile(content, CATALOG, true), Compiler.compile(renamed, CATALOG, true));
        var checks = new Checks(CATALOG);
        renamed.entities().values().forEach(each -> assertEquals(List.of(), checks.missing(each, renamed)));
        assertEquals(
                Uses.of(variable, content, CATALOG).size(),
                Uses.of(renamed.find(variable.id()).orElseThrow(), renamed, CATALOG)
                        .size());
    }

    @Property(tries = 100)
    void aDiffIsEmptyExactlyWhenNothingDiffers(@ForAll Random random) {
        Content one = random(random);
        Content other = random(random);
        assertEquals(List.of(), Diff.between(one, one, CATALOG));
        assertEquals(one.equals(other), Diff.between(one, other, CATALOG).isEmpty());
        var back = EntityReader.content(EntityJson.write(one));
        assertEquals(one, back);
        var all = new TreeMap<>(other.entities());
        assertEquals(
                all.size(),
                Diff.between(Content.EMPTY, other, CATALOG).stream()
                        .filter(change -> change.what() == Change.What.ADDED)
                        .count());
    }

    private static int size(Value.Fields tags, String list) {
        return ((Value.Items) tags.get(list).orElseThrow()).items().size();
    }
}
