package io.warmtag.container.model;

import static io.warmtag.container.model.Draftsman.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.warmtag.catalog.Catalog;
import io.warmtag.catalog.Kind;
import io.warmtag.catalog.Value;
import io.warmtag.catalog.ValueJson;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lists of numbers as they were kept before they were read as numbers. */
class MarksTest {
    private static final String FAR =
            "{'id':4,'name':'Far','type':'scroll_depth','params':{'verticalUnits':'percent','vertical':%s}}";

    private static Value read(String marks) {
        Entity far = EntityReader.stored(Kind.TRIGGER, json(FAR.formatted(marks)));
        return ((Trigger) far).params().get("vertical").orElseThrow();
    }

    @Test
    void areReadAsNumbers() {
        for (String old : List.of("['25','50','90']", "['25,50, 90']", "['২৫','50',90]", "[25,50,90]")) {
            assertEquals(ValueJson.read("[25,50,90]"), read(old), old);
        }
        assertEquals(json("{'m':['{{Mark}}','far',25]}").get("m").orElseThrow(), read("['{{Mark}}','far','25']"));
    }

    @Test
    void ofAnOldContainerAreSavedWithWhateverElseIsChanged() {
        var editor = new Editor(Catalog.load());
        Entity far = EntityReader.stored(Kind.TRIGGER, json(FAR.formatted("['25','50']")));
        var workspace = new Workspace(Content.of(List.of(far)), 5, 1);
        Edit renamed = editor.patch(workspace, Kind.TRIGGER, 4, json("{'name':'Farther'}"));
        Trigger saved = (Trigger) assertInstanceOf(Edit.Done.class, renamed).entity();
        assertEquals(ValueJson.read("[25,50]"), saved.params().get("vertical").orElseThrow());
    }
}
