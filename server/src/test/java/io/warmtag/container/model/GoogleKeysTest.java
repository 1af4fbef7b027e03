package io.warmtag.container.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.warmtag.catalog.Catalog;
import io.warmtag.catalog.Kind;
import io.warmtag.catalog.Value;
import io.warmtag.catalog.ValueJson;
import java.util.List;
import org.junit.jupiter.api.Test;

class GoogleKeysTest {
    private final Catalog catalog = Catalog.load();
    private final Editor editor = new Editor(catalog);
    private Workspace workspace = Workspace.NEW;

    @Test
    void readsWhatGoogleLeavesInItsDataLayer() {
        assertEquals("['auto_event',{'component':'url','what':'url'}]", compiled("'key':'gtm.elementUrl'"));
        assertEquals(
                "['auto_event',{'what':'text'},{'undefined':'none'}]",
                compiled("'key':'gtm.elementText','default':'none'"));
        assertEquals("['html_id',{}]", compiled("'key':'gtm.uniqueEventId'"));
        assertEquals("['data_layer',{'key':'gtm.element','version':2}]", compiled("'key':'gtm.element'"));
    }

    private String compiled(String params) {
        workspace = Workspace.NEW;
        make(Kind.VARIABLE, "{'name':'V','type':'data_layer','params':{" + params + "}}");
        int trigger = make(Kind.TRIGGER, "{'name':'T','type':'click'}");
        make(Kind.TAG, "{'name':'A','type':'custom_html','params':{'html':'{{V}}'},'firing':" + List.of(trigger) + "}");
        Compiled compiled = Compiler.compile(workspace.content(), catalog, true);
        Value.Items variables =
                (Value.Items) compiled.tags().flatMap(tags -> tags.get("v")).orElseThrow();
        return ValueJson.write(variables.items().get(0)).replace('"', '\'');
    }

    @CanIgnoreReturnValue
    private int make(Kind kind, String json) {
        var done = assertInstanceOf(Edit.Done.class, editor.create(workspace, kind, Draftsman.json(json)));
        workspace = done.workspace();
        return done.entity().id();
    }
}
