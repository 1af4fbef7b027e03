package io.warmtag.container.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.warmtag.catalog.ValueJson;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeanConditionTest {
    private final Draftsman draft = new Draftsman();

    private String compiled(String pattern, boolean preview) {
        int trigger = draft.trigger("{'name':'T" + draft.workspace().nextId()
                + "','type':'page_view','conditions':[{'left':'{{Page URL}}','operator':'matches_regex','right':'"
                + pattern + "'}]}");
        draft.tag("{'name':'A" + trigger + "','type':'image','params':{'url':'/x'},'firing':[" + trigger + "]}");
        Compiled compiled = preview
                ? Compiler.preview(draft.content(), draft.catalog)
                : Compiler.compile(draft.content(), draft.catalog, true);
        String all = ValueJson.write(compiled.tags().orElseThrow());
        draft.done(draft.editor.delete(draft.workspace(), io.warmtag.catalog.Kind.TAG, trigger + 1));
        return all;
    }

    @Test
    void leavesOutWhatIsTriedInVain() {
        assertTrue(compiled(".*utm_.*=.*", false).contains("\"matches_regex\",\"utm_.*=.*\""));
        assertTrue(compiled("^.*a", false).contains("\"^.*a\""));
    }

    @Test
    void showsInAPreviewWhatWasWritten() {
        assertTrue(compiled(".*utm_.*=.*", true).contains("\".*utm_.*=.*\""));
    }

    @Test
    void refusesWhatIsTooSlowAllTheSame() {
        assertEquals(
                List.of("conditions[0].right: problem.regex.loops"),
                draft.refusal(
                        io.warmtag.catalog.Kind.TRIGGER,
                        "{'name':'T','type':'page_view','conditions':[{'left':'{{Page URL}}','operator':'matches_regex',"
                                + "'right':'.*a.*b.*c'}]}"));
    }
}
