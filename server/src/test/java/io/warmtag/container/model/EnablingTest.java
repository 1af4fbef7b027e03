package io.warmtag.container.model;

import static io.warmtag.container.model.Draftsman.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.warmtag.catalog.Catalog;
import io.warmtag.catalog.Kind;
import io.warmtag.catalog.Value;
import io.warmtag.catalog.ValueJson;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Conditions that say on which pages a trigger does anything. */
class EnablingTest {
    private static final String PLACE = "{'name':'Place','type':'url','params':{'component':'path'}}";

    private final Editor editor = new Editor(Catalog.load());
    private Workspace workspace = Workspace.NEW;

    @Test
    void comesBeforeTheOtherConditionsWithItsNumber() {
        make(Kind.VARIABLE, PLACE);
        int trigger = make(Kind.TRIGGER, timer("'left':'{{Place}}','operator':'contains','right':'/cart'"));
        make(Kind.TAG, "{'name':'A','type':'custom_html','params':{'html':'<p>x</p>'},'firing':[" + trigger + "]}");
        Value.Items triggers = (Value.Items) Compiler.compile(workspace.content(), Catalog.load(), true)
                .tags()
                .flatMap(all -> all.get("r"))
                .orElseThrow();
        assertEquals(
                "[['timer',{'event':'gtm.timer','interval':30000,'limit':1},"
                        + "[[{'$':0},'contains','/cart'],[{'$':1},'equals','gtm.timer']],[0],1]]",
                ValueJson.write(triggers).replace('"', '\''));
    }

    @Test
    void countsEvenWhereTheTriggerOnlyBlocks() {
        int trigger = make(Kind.TRIGGER, timer("'left':'{{Page URL}}','operator':'contains','right':'/cart'"));
        int other = make(Kind.TRIGGER, "{'name':'All','type':'page_view'}");
        make(
                Kind.TAG,
                "{'name':'A','type':'custom_html','params':{'html':'<p>x</p>'},'firing':[" + other + "],'blocking':["
                        + trigger + "]}");
        String all = ValueJson.write(Compiler.compile(workspace.content(), Catalog.load(), true)
                .tags()
                .orElseThrow());
        assertEquals(true, all.contains(",[],1]"), all);
    }

    @Test
    void isCheckedAsOtherConditionsAre() {
        assertEquals(
                List.of("params.enable[0].left: problem.condition.left", "params.enable[0].right: problem.regex.loops"),
                refusal(timer("'left':'Page URL','operator':'matches_regex','right':'.*a.*b.*c'")));
        assertEquals(
                List.of("params.enable[0].operator: problem.param.choice"),
                refusal(timer("'left':'{{Page URL}}','operator':'is','right':'a'")));
        assertEquals(
                List.of("params.enable[0].left: problem.reference.variable"),
                refusal(timer("'left':'{{Nothing}}','operator':'equals','right':'a'")));
        assertEquals(
                List.of("params.enable: problem.param.list"),
                refusal("{'name':'T','type':'timer','params':{'interval':500,'enable':'x'}}"));
    }

    @Test
    void followsAVariableThatGetsAnotherName() {
        int place = make(Kind.VARIABLE, PLACE);
        int trigger = make(Kind.TRIGGER, timer("'left':'{{Place}}','operator':'contains','right':'/cart'"));
        Content before = workspace.content();
        Edit edit = editor.patch(workspace, Kind.VARIABLE, place, json("{'name':'Path'}"));
        workspace = assertInstanceOf(Edit.Done.class, edit).workspace();
        Trigger renamed = (Trigger) workspace.content().find(trigger).orElseThrow();
        assertEquals("{{Path}}", renamed.tested().get(0).left());
        assertEquals(
                List.of("{{Place}} contains /cart", "{{Path}} contains /cart"),
                new Details(before, workspace.content(), Catalog.load())
                        .of(before.find(trigger).orElseThrow(), renamed).stream()
                                .flatMap(message -> List.of("before", "after").stream()
                                        .map(name -> message.arguments().get(name)))
                                .toList());
    }

    private static String timer(String condition) {
        return "{'name':'T','type':'timer','params':{'enable':[{" + condition + "}]},"
                + "'conditions':[{'left':'{{Event}}','operator':'equals','right':'gtm.timer'}]}";
    }

    @CanIgnoreReturnValue
    private int make(Kind kind, String text) {
        Edit.Done done = assertInstanceOf(Edit.Done.class, editor.create(workspace, kind, json(text)));
        workspace = done.workspace();
        return done.entity().id();
    }

    private List<String> refusal(String trigger) {
        return Draftsman.refusal(editor.create(workspace, Kind.TRIGGER, json(trigger)));
    }
}
