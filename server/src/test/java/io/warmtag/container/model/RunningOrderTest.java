package io.warmtag.container.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.warmtag.catalog.Catalog;
import io.warmtag.catalog.Kind;
import io.warmtag.catalog.Value;
import io.warmtag.catalog.ValueJson;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The engine runs tags as they stand in what is compiled. */
class RunningOrderTest {
    private final Catalog catalog = Catalog.load();
    private final Editor editor = new Editor(catalog);
    private Workspace workspace = Workspace.NEW;

    @Test
    void putsHigherPriorityFirstAndAmongEqualsOurOwnEvents() {
        int trigger = make(Kind.TRIGGER, "{'name':'T','type':'page_view'}");
        tag("A", "custom_image", "'url':'/a'", trigger, 0);
        tag("B", "warmtag_event", "'name':'b'", trigger, 0);
        tag("C", "custom_image", "'url':'/c'", trigger, 5);
        tag("D", "custom_image", "'url':'/d'", trigger, -1);
        tag("E", "custom_image", "'url':'/e'", trigger, 0);
        Value.Fields tags =
                Compiler.preview(workspace.content(), catalog).tags().orElseThrow();
        Value.Fields names = (Value.Fields) tags.get("n").orElseThrow();
        assertEquals(
                "[\"C\",\"B\",\"A\",\"E\",\"D\"]",
                ValueJson.write(names.get("t").orElseThrow()));
        assertEquals("[0,1,2,3,4]", ValueJson.write(firedBy(tags, 0)));
        assertEquals(
                "/c b /a /e /d",
                ((Value.Items) tags.get("t").orElseThrow())
                        .items().stream().map(RunningOrderTest::said).collect(Collectors.joining(" ")));
    }

    /** What a trigger fires. */
    private static Value firedBy(Value.Fields tags, int trigger) {
        Value.Items all = (Value.Items) tags.get("r").orElseThrow();
        return ((Value.Items) all.items().get(trigger)).items().get(3);
    }

    private void tag(String name, String type, String params, int trigger, int priority) {
        make(
                Kind.TAG,
                "{'name':'" + name + "','type':'" + type + "','params':{" + params + "},'firing':[" + trigger
                        + "],'priority':" + priority + "}");
    }

    @CanIgnoreReturnValue
    private int make(Kind kind, String json) {
        var done = assertInstanceOf(Edit.Done.class, editor.create(workspace, kind, Draftsman.json(json)));
        workspace = done.workspace();
        return done.entity().id();
    }

    /** What tells one tag from another: its name or its address. */
    private static String said(Value tag) {
        Value.Fields params = (Value.Fields) ((Value.Items) tag).items().get(1);
        return ((Value.Text) params.get("url").or(() -> params.get("name")).orElseThrow()).text();
    }
}
