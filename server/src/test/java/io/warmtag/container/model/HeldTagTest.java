package io.warmtag.container.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.warmtag.catalog.Value;
import io.warmtag.catalog.ValueJson;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Tags that don't fire whatever their triggers say. */
class HeldTagTest {
    private final Draftsman draft = new Draftsman();
    private final int trigger = draft.trigger("{'name':'Page','type':'page_view'}");

    private int tag(String name, String more) {
        return draft.tag(
                "{'name':'" + name + "','type':'image','params':{'url':'/" + name + "?{{Page URL}}'}" + more + "}");
    }

    @CanIgnoreReturnValue
    private int fired(String name, String more) {
        return tag(name, ",'firing':[" + trigger + "]" + more);
    }

    private static String setup(int tag, boolean stop) {
        return ",'setup':{'tag':" + tag + ",'stopOnFailure':" + stop + "}";
    }

    /** Types and options of what is shipped. */
    private static String said(Compiled compiled) {
        return compiled.tags()
                .flatMap(tags -> tags.get("t"))
                .map(all -> ((Value.Items) all)
                        .items().stream()
                                .map(tag -> ((Value.Items) tag).items())
                                .map(tag -> name(tag.get(1)) + ValueJson.write(tag.get(2)))
                                .collect(Collectors.joining(" ")))
                .orElse("")
                .replace('"', '\'');
    }

    private static String name(Value params) {
        return ((Value.Fields) params)
                .get("url")
                .map(url -> ValueJson.write(url).replaceAll(".*/(\\w+)\\?.*", "$1"))
                .orElse("-");
    }

    private String live() {
        return said(Compiler.compile(draft.content(), draft.catalog, true));
    }

    @Test
    void staysAwayWithoutTheSetupTagThatItMustHave() {
        int paused = tag("Setup", ",'paused':true");
        fired("Anyway", setup(paused, false));
        int strict = fired("Strict", setup(paused, true));
        fired("Later", setup(strict, true));
        assertEquals("Anyway{}", live());
        draft.done(draft.editor.pause(draft.workspace(), paused, false));
        assertTrue(live().contains("Strict{'a':[0,1]}"), live());
    }

    @Test
    void staysAwayWhereItsSetupTagIsForTheLiveSiteOnly() {
        fired("Main", setup(tag("Setup", ",'liveOnly':true"), true));
        assertTrue(live().contains("Main{'a':"), live());
        assertEquals(
                Optional.empty(),
                Compiler.compile(draft.content(), draft.catalog, false).tags());
    }

    @Test
    void standsInAPreviewToTellWhenItWouldHaveFired() {
        int paused = fired("Off", ",'paused':true,'blocking':[" + trigger + "]");
        fired("Live", ",'liveOnly':true");
        fired("Strict", setup(paused, true));
        fired("On", setup(paused, false));
        Compiled compiled = Compiler.preview(draft.content(), draft.catalog);
        assertEquals("-{'b':[0],'h':'paused'} -{'h':'live_only'} -{'h':'setup_held'} On{}", said(compiled));
        assertTrue(ValueJson.write(compiled.tags().orElseThrow()).contains("\"Off\",\"Live\",\"Strict\",\"On\""));
        assertTrue(live().startsWith("Live{}"), live());
    }
}
