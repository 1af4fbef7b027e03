package io.warmtag.container;

import static io.warmtag.container.model.Draftsman.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.warmtag.catalog.Catalog;
import io.warmtag.catalog.Kind;
import io.warmtag.container.Workspaces.Request;
import io.warmtag.container.Workspaces.Seen;
import io.warmtag.container.model.Entity;
import io.warmtag.container.model.Variable;
import io.warmtag.testkit.TestCatalog;
import io.warmtag.testkit.TestSite;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WorkspacesTest {
    private final Catalog catalog = TestCatalog.read();
    private TestSite world;
    private Workspaces workspaces;
    private Workspaces otherNode;

    @BeforeEach
    void start() {
        world = new TestSite();
        workspaces = new Workspaces(world.vertx(), world.database(), catalog);
        otherNode = new Workspaces(world.vertx(), world.database(), catalog);
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void keepsWhatIsSavedForEveryNode() {
        Entity constant = done(workspaces, constant("Price", "1"));
        Entity tag = done(
                otherNode,
                create(Kind.TAG, "{'name':'Pixel','type':'pixel','params':{'id':'{{Price}}','amount':1.5}}"));
        Draft draft = workspaces.draft(world.bakery()).await();
        assertEquals(
                List.of(constant, tag),
                List.copyOf(draft.workspace().content().entities().values()));
        assertEquals(2, draft.workspace().revision());
        assertEquals(
                "ada",
                java.util.Objects.requireNonNull(draft.stamps().get(constant.id()))
                        .author());
        assertEquals(draft.workspace(), otherNode.draft(world.bakery()).await().workspace());
    }

    @Test
    void rewritesReferencesWhenAVariableIsRenamed() {
        Entity price = done(workspaces, constant("Price", "1"));
        done(workspaces, constant("Twice", "{{Price}}{{ Price }}"));
        done(
                workspaces,
                Request.of(
                        "ada",
                        "variable.update",
                        (editor, workspace) ->
                                editor.patch(workspace, Kind.VARIABLE, price.id(), json("{'name':'Cost'}"))));
        Draft draft = otherNode.draft(world.bakery()).await();
        Variable twice = (Variable)
                draft.workspace().content().named(Kind.VARIABLE, "Twice").orElseThrow();
        assertEquals(Optional.of("{{Cost}}{{Cost}}"), twice.params().text("value"));
        assertEquals(3, draft.revision(twice.id()), "it has changed too");
    }

    @Test
    void doesNotLetTwoEditorsOverwriteEachOther() {
        Entity price = done(workspaces, constant("Price", "1"));
        long seen = workspaces.draft(world.bakery()).await().revision(price.id());
        done(otherNode, update(price, "{'params':{'value':'2'}}", seen));
        Saved late = workspaces
                .change(world.bakery(), update(price, "{'params':{'value':'3'}}", seen))
                .await();
        Saved.Conflict conflict = assertInstanceOf(Saved.Conflict.class, late);
        assertEquals("ada", conflict.by().author());
        assertEquals(
                "diff.param", conflict.change().orElseThrow().details().get(0).key());
        assertEquals(
                "2",
                conflict.change().orElseThrow().details().get(0).arguments().get("after"));
        done(workspaces, update(price, "{'params':{'value':'3'}}", conflict.by().revision()));
    }

    @Test
    void followsWhatOthersMakeChangeAndDelete() {
        Entity kept = done(workspaces, constant("Kept", "1"));
        Entity gone = done(workspaces, constant("Gone", "1"));
        Draft before = workspaces.draft(world.bakery()).await();
        done(otherNode, update(kept, "{'params':{'value':'2'}}", before.revision(kept.id())));
        done(otherNode, constant("Young", "3"));
        done(
                otherNode,
                Request.of(
                        "bob",
                        "variable.delete",
                        (editor, workspace) -> editor.delete(workspace, Kind.VARIABLE, gone.id())));
        Draft known = workspaces.draft(world.bakery()).await();
        Draft read = new Workspaces(world.vertx(), world.database(), catalog)
                .draft(world.bakery())
                .await();
        assertEquals(read, known, "as if everything were read anew");
        assertEquals(2, known.workspace().content().entities().size());
    }

    @Test
    void makesEverythingThatIsSavedAtOnceFromManyPlaces() {
        var saves = new ArrayList<Future<Saved>>();
        for (int i = 0; i < 30; i++) {
            saves.add((i % 2 == 0 ? workspaces : otherNode).change(world.bakery(), constant("V" + i, "x")));
        }
        Future.all(saves).await();
        Draft draft = workspaces.draft(world.bakery()).await();
        assertEquals(30, draft.workspace().content().entities().size());
        assertEquals(30, draft.workspace().revision());
    }

    @Test
    void changesNothingWhenItRefuses() {
        Saved refused = workspaces
                .change(world.bakery(), constant("Price", "{{Nobody}}"))
                .await();
        assertInstanceOf(Saved.Refused.class, refused);
        assertEquals(0, workspaces.draft(world.bakery()).await().workspace().revision());
        Saved missing = workspaces
                .change(
                        world.bakery(),
                        Request.of("ada", "tag.delete", (editor, workspace) -> editor.delete(workspace, Kind.TAG, 7)))
                .await();
        assertInstanceOf(Saved.Missing.class, missing);
    }

    @Test
    void staysFastWithFiveHundredEntities() {
        done(workspaces, Request.of("ada", "import", (editor, workspace) -> {
            var at = workspace;
            io.warmtag.container.model.Edit last = new io.warmtag.container.model.Edit.Missing();
            for (int i = 0; i < 500; i++) {
                last = editor.create(
                        at, Kind.VARIABLE, json("{'name':'V" + i + "','type':'constant','params':{'value':'x'}}"));
                at = ((io.warmtag.container.model.Edit.Done) last).workspace();
            }
            return last;
        }));
        assertEquals(
                500,
                otherNode
                        .draft(world.bakery())
                        .await()
                        .workspace()
                        .content()
                        .entities()
                        .size());
        long start = System.nanoTime();
        for (int i = 0; i < 10; i++) {
            done(workspaces, constant("W" + i, "{{V1}}"));
        }
        long ms = (System.nanoTime() - start) / 1_000_000;
        assertTrue(ms < 5_000, () -> "10 edits took " + ms + " ms");
    }

    @Test
    void beginsAgainFromAVersion() {
        done(workspaces, constant("Price", "1"));
        var content = workspaces.draft(world.bakery()).await().workspace().content();
        done(workspaces, constant("Other", "2"));
        Draft restored = workspaces.restore(world.bakery(), "ada", 1, content).await();
        assertEquals(content, restored.workspace().content());
        assertEquals(3, done(workspaces, constant("Third", "3")).id(), "ids are never used again");
    }

    private static Request constant(String name, String value) {
        return create(Kind.VARIABLE, "{'name':'" + name + "','type':'constant','params':{'value':'" + value + "'}}");
    }

    private static Request create(Kind kind, String json) {
        return Request.of(
                "ada", kind.code() + ".create", (editor, workspace) -> editor.create(workspace, kind, json(json)));
    }

    private static Request update(Entity entity, String json, long seen) {
        return new Request(
                "ada",
                "update",
                Optional.of(new Seen(entity.id(), seen)),
                (editor, workspace) -> editor.patch(workspace, entity.kind(), entity.id(), json(json)));
    }

    @com.google.errorprone.annotations.CanIgnoreReturnValue
    private Entity done(Workspaces at, Request request) {
        Saved saved = at.change(world.bakery(), request).await();
        return assertInstanceOf(Saved.Done.class, saved, () -> String.valueOf(saved))
                .entity();
    }
}
