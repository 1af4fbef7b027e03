package io.warmtag.container.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.warmtag.catalog.Catalog;
import io.warmtag.catalog.Kind;
import io.warmtag.catalog.Value;
import io.warmtag.catalog.ValueJson;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a page is told of one tag. */
class CompiledTagTest {
    private static final String PIXEL = "'type':'meta_pixel','params':{'pixelId':'1'}";

    private final Catalog catalog = Catalog.load();

    @Test
    void keepsVariablesOfHtmlApart() {
        assertEquals("{'html':['a',[{'$':0}],'b']}", html("a{{Page URL}}b"));
        assertEquals("{'html':[[{'$':0}]]}", html("{{Page URL}}"));
        assertEquals("{'html':'ab'}", html("ab"));
        assertEquals("{'script':['a(',[{'$':0},1],')']}", html("<script>a({{Page URL}})</script>"));
    }

    @Test
    void namesTheConsentOfItsTypeAndMore() {
        assertEquals("{'c':['ad_storage']}", options(PIXEL));
        assertEquals("{}", options(PIXEL + ",'consent':{'mode':'none'}"));
        assertEquals(
                "{'c':['ad_storage','analytics_storage']}",
                options(PIXEL + ",'consent':{'mode':'additional','types':['analytics_storage','ad_storage']}"));
    }

    private String html(String html) {
        return compiled("'type':'custom_html','params':{'html':'" + html + "'}", 1);
    }

    private String options(String tag) {
        return compiled(tag, 2);
    }

    private String compiled(String json, int member) {
        var editor = new Editor(catalog);
        Edit.Done trigger =
                done(editor.create(Workspace.NEW, Kind.TRIGGER, Draftsman.json("{'name':'T','type':'page_view'}")));
        String tag =
                "{'name':'A'," + json + ",'firing':" + List.of(trigger.entity().id()) + "}";
        Content content = done(editor.create(trigger.workspace(), Kind.TAG, Draftsman.json(tag)))
                .workspace()
                .content();
        Value.Items tags = (Value.Items) Compiler.compile(content, catalog, true)
                .tags()
                .flatMap(all -> all.get("t"))
                .orElseThrow();
        return ValueJson.write(((Value.Items) tags.items().get(0)).items().get(member))
                .replace('"', '\'');
    }

    private static Edit.Done done(Edit edit) {
        return assertInstanceOf(Edit.Done.class, edit);
    }
}
