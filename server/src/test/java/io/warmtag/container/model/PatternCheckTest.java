package io.warmtag.container.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.warmtag.catalog.Catalog;
import io.warmtag.catalog.Kind;
import io.warmtag.catalog.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Regular expressions are looked at as pages will use them. */
class PatternCheckTest {
    private final Catalog catalog = Catalog.load();
    private final Editor editor = new Editor(catalog);
    private Workspace workspace = Workspace.NEW;

    @Test
    void looksAtARowAsItIsMatchedWhole() {
        String cubic = "\\\\w*\\\\w*\\\\w*";
        assertEquals(List.of("params.rows[0].key: problem.regex.loops"), problems(Kind.VARIABLE, table(cubic, "")));
        assertEquals(List.of(), problems(Kind.VARIABLE, table(cubic, ",'fullMatch':false")));
        assertEquals(List.of(), problems(Kind.VARIABLE, table("(.*)/cart/(.*)|/pay/\\\\d+", "")));
    }

    @Test
    void looksAtWhatConstantsPutIn() {
        constant("Shape", "(a+)+$");
        constant("Last", "pay");
        constant("Pages", "^/(cart|{{Last}})/");
        assertEquals(List.of("conditions[0].right: problem.regex.explodes"), problems(Kind.TRIGGER, when("{{Shape}}")));
        assertEquals(List.of(), problems(Kind.TRIGGER, when("{{Pages}}.*")));
        assertEquals(
                List.of("params.rows[0].key: problem.regex.explodes"), problems(Kind.VARIABLE, table("{{Shape}}", "")));
    }

    @Test
    void refusesAPatternThatOnlyThePageKnows() {
        assertEquals(
                List.of("conditions[0].right: problem.regex.variable"), problems(Kind.TRIGGER, when("^{{Page Path}}")));
    }

    @Test
    void findsAtPublishingWhatAConstantHasBecomeSince() {
        int constant = constant("Shape", "a+");
        Edit.Done made = done(editor.create(workspace, Kind.TRIGGER, Draftsman.json(when("{{Shape}}"))));
        Edit.Done changed = done(editor.patch(
                made.workspace(), Kind.VARIABLE, constant, Draftsman.json("{'params':{'value':'(a+)+$'}}")));
        assertEquals(
                List.of("conditions[0].right: problem.regex.explodes"),
                said(new Checks(catalog)
                        .problems(made.entity(), changed.workspace().content())));
    }

    @CanIgnoreReturnValue
    private int constant(String name, String value) {
        Edit.Done done = done(editor.create(
                workspace,
                Kind.VARIABLE,
                Draftsman.json("{'name':'" + name + "','type':'constant','params':{'value':'" + value + "'}}")));
        workspace = done.workspace();
        return done.entity().id();
    }

    private static String when(String pattern) {
        return "{'name':'T','type':'page_view','conditions':[{'left':'{{Page URL}}','operator':'matches_regex','right':'"
                + pattern + "'}]}";
    }

    private static String table(String pattern, String more) {
        return "{'name':'R','type':'regex_table','params':{'input':'{{Page Path}}','rows':[{'key':'" + pattern
                + "','value':'v'}]" + more + "}}";
    }

    private List<String> problems(Kind kind, String json) {
        return editor.create(workspace, kind, Draftsman.json(json)) instanceof Edit.Refused refused
                ? said(refused.problems())
                : List.of();
    }

    private static List<String> said(List<Problem> problems) {
        return problems.stream()
                .map(problem -> problem.field() + ": " + problem.message().key())
                .toList();
    }

    private static Edit.Done done(Edit edit) {
        return assertInstanceOf(Edit.Done.class, edit);
    }
}
