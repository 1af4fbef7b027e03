package io.warmtag.container.model;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.warmtag.catalog.Catalog;
import io.warmtag.catalog.Kind;
import io.warmtag.catalog.Problem;
import io.warmtag.catalog.Value;
import io.warmtag.catalog.ValueJson;
import io.warmtag.testkit.TestCatalog;
import java.util.List;

/** Somebody who works on a draft, with JSON in single quotes. */
public final class Draftsman {
    public final Catalog catalog = TestCatalog.read();
    public final Editor editor = new Editor(catalog);
    private Workspace workspace = Workspace.NEW;

    public static Value.Fields json(String text) {
        return (Value.Fields) ValueJson.read(text.replace('\'', '"'));
    }

    public Content content() {
        return workspace.content();
    }

    public Workspace workspace() {
        return workspace;
    }

    @CanIgnoreReturnValue
    public int tag(String json) {
        return make(Kind.TAG, json);
    }

    public int trigger(String json) {
        return make(Kind.TRIGGER, json);
    }

    @CanIgnoreReturnValue
    public int variable(String json) {
        return make(Kind.VARIABLE, json);
    }

    @CanIgnoreReturnValue
    public int constant(String name, String value) {
        return variable("{'name':'" + name + "','type':'constant','params':{'value':'" + value + "'}}");
    }

    @CanIgnoreReturnValue
    public int make(Kind kind, String json) {
        return done(editor.create(workspace, kind, json(json))).id();
    }

    /** Keeps what was done and gives the entity. */
    @CanIgnoreReturnValue
    public Entity done(Edit edit) {
        if (edit instanceof Edit.Refused refused) {
            throw new AssertionError("refused: " + refused.problems());
        }
        Edit.Done done = assertInstanceOf(Edit.Done.class, edit);
        workspace = done.workspace();
        return done.entity();
    }

    /** Why something can't be made, as {@code field: key}. */
    public List<String> refusal(Kind kind, String json) {
        return refusal(editor.create(workspace, kind, json(json)));
    }

    public static List<String> refusal(Edit edit) {
        return problems(edit).stream()
                .map(problem -> problem.field() + ": " + problem.message().key())
                .toList();
    }

    public static List<Problem> problems(Edit edit) {
        return assertInstanceOf(Edit.Refused.class, edit).problems();
    }
}
