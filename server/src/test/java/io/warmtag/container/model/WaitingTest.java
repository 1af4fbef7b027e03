package io.warmtag.container.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.warmtag.catalog.Catalog;
import io.warmtag.catalog.Kind;
import io.warmtag.catalog.ValueJson;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a page has to do for its triggers before anything happens. */
class WaitingTest {
    private final Catalog catalog = Catalog.load();
    private final Editor editor = new Editor(catalog);
    private final List<Integer> triggers = new ArrayList<>();
    private Workspace workspace = Workspace.NEW;

    @Test
    void namesTheHappeningOfTriggersThatOnlyWait() {
        trigger("page_view", "");
        trigger("custom_event", "'event':'go'");
        trigger("custom_event", "'event':'go'");
        trigger("window_loaded", "");
        assertEquals("[['gtm.js',[0]],['go',[1,2]],['gtm.load',[3]]]", compiled("w"));
        assertEquals("[]", compiled("s"));
        assertEquals("module.engine,tag.custom_html", parts());
    }

    @Test
    void readsNamesOutOfExpressionsThatOnlyListThem() {
        pattern("^(a|b||a)$", "");
        pattern("^(?:b_1)$", "");
        pattern("^c$", "");
        assertEquals("[['a',[0]],['b',[0]],['b_1',[1]],['c',[2]]]", compiled("w"));
        assertEquals("[]", compiled("s"));
    }

    @Test
    void startsExpressionsThatMayMeanMore() {
        for (String more : List.of("(a|b)$", "^(a|b)", "^a|b$", "^a.b$", "^(gtm.js)$", "^(a(b)?)$", "^(|)$")) {
            pattern(more, "");
        }
        pattern("^(a|b)$", ",'ignoreCase':true");
        assertEquals("[]", compiled("w"));
        assertEquals("[0,1,2,3,4,5,6,7]", compiled("s"));
    }

    @Test
    void startsThoseThatDoMore() {
        trigger("page_view", "'virtual':true");
        trigger("custom_event", "'event':'{{Page Path}}'");
        trigger("custom_event", "'regex':true,'pattern':'^g'");
        trigger("timer", "");
        assertEquals("[]", compiled("w"));
        assertEquals("[0,1,2,3]", compiled("s"));
        assertEquals(
                "module.engine,trigger.page_view,trigger.timer,trigger.custom_event,variable.url,tag.custom_html",
                parts());
    }

    private void pattern(String pattern, String more) {
        trigger("custom_event", "'regex':true,'pattern':'" + pattern + "'" + more);
    }

    private void trigger(String type, String params) {
        String name = "T" + triggers.size();
        triggers.add(make(Kind.TRIGGER, "{'name':'" + name + "','type':'" + type + "','params':{" + params + "}}"));
    }

    private String compiled(String member) {
        return ValueJson.write(compiled().tags().orElseThrow().get(member).orElseThrow())
                .replace('"', '\'');
    }

    private String parts() {
        return compiled().parts().stream().collect(Collectors.joining(","));
    }

    private Compiled compiled() {
        if (workspace.content().tags().isEmpty()) {
            make(Kind.TAG, "{'name':'Tag','type':'custom_html','params':{'html':'<p>'},'firing':" + triggers + "}");
        }
        return Compiler.compile(workspace.content(), catalog, true);
    }

    @CanIgnoreReturnValue
    private int make(Kind kind, String json) {
        var done = assertInstanceOf(Edit.Done.class, editor.create(workspace, kind, Draftsman.json(json)));
        workspace = done.workspace();
        return done.entity().id();
    }
}
