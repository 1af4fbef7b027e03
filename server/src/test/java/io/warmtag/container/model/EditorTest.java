package io.warmtag.container.model;

import static io.warmtag.container.model.Draftsman.json;
import static io.warmtag.container.model.Draftsman.problems;
import static io.warmtag.container.model.Draftsman.refusal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.warmtag.catalog.Kind;
import io.warmtag.catalog.Value;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EditorTest {
    private final Draftsman draft = new Draftsman();

    @Test
    void readsBackWhatItWroteOfEveryKind() {
        int folder = draft.make(Kind.FOLDER, "{'name':'Meta','notes':'n'}");
        int trigger = draft.trigger("{'name':'T','type':'click','params':{'links':true,'wait':100},'folder':" + folder
                + ",'conditions':[{'left':'{{Click Text}}','operator':'contains','right':'buy','negate':true}]}");
        draft.variable("{'name':'V','type':'constant','params':{'value':'x'},'format':{'case':'lower','null':0}}");
        int first = draft.tag("{'name':'A','type':'image','params':{'url':'https://a.example/'}}");
        draft.tag("{'name':'B','type':'pixel','params':{'id':'1'},'firing':[" + trigger + "],'blocking':[" + trigger
                + "],'once':'page','priority':3,'from':'2026-01-01T00:00:00Z','to':'2026-02-01T00:00:00Z',"
                + "'liveOnly':true,'paused':true,'timeout':500,'setup':{'tag':" + first + ",'stopOnFailure':true},"
                + "'consent':{'mode':'additional','types':['ad_storage']}}");
        draft.make(
                Kind.EVENT,
                "{'name':'purchase','meaning':'m','source':{'kind':'api'},'conversion':true,'weight':2.5,"
                        + "'params':[{'name':'value','type':'number','required':true}],'made':{'trigger':" + trigger
                        + ",'tag':null,'variables':[]}}");
        assertEquals(6, draft.content().entities().size());
        Value written = EntityJson.write(draft.content());
        assertEquals(draft.content(), EntityReader.content(written));
    }

    @Test
    void rejectsReferencesToWhatIsNotThere() {
        assertEquals(
                List.of("params.url: problem.reference.variable", "firing[0]: problem.reference.trigger"),
                draft.refusal(
                        Kind.TAG,
                        "{'name':'A','type':'image','params':{'url':'https://a.example/?x={{Nobody}}'},'firing':[99]}"));
        assertEquals(
                List.of("setup.tag: problem.reference.tag", "folder: problem.reference.folder"),
                draft
                        .refusal(
                                Kind.TAG,
                                "{'name':'A','type':'image','params':{'url':'/x'},'setup':{'tag':9},'folder':8}")
                        .stream()
                        .sorted(java.util.Comparator.reverseOrder())
                        .toList());
    }

    @Test
    void namesTheCircleOfVariables() {
        int a = draft.constant("A", "1");
        draft.constant("B", "{{A}}");
        draft.constant("C", "{{B}} and {{Page URL}}");
        Edit circle = draft.editor.patch(draft.workspace(), Kind.VARIABLE, a, json("{'params':{'value':'{{C}}'}}"));
        assertEquals(List.of("params.value: problem.circle"), refusal(circle));
        assertEquals(
                "A → C → B → A", problems(circle).get(0).message().arguments().get("way"));
        Edit self = draft.editor.patch(draft.workspace(), Kind.VARIABLE, a, json("{'params':{'value':'{{A}}'}}"));
        assertEquals("A → A", problems(self).get(0).message().arguments().get("way"));
    }

    @Test
    void namesTheCircleOfTagsAndOfTriggerGroups() {
        int one = draft.tag("{'name':'One','type':'image','params':{'url':'/x'}}");
        int two = draft.tag("{'name':'Two','type':'image','params':{'url':'/x'},'setup':{'tag':" + one
                + ",'stopOnFailure':false}}");
        Edit tags = draft.editor.patch(draft.workspace(), Kind.TAG, one, json("{'cleanup':{'tag':" + two + "}}"));
        assertEquals(List.of("cleanup.tag: problem.circle"), refusal(tags));
        assertEquals(
                "One → Two → One", problems(tags).get(0).message().arguments().get("way"));
        int page = draft.trigger("{'name':'Page','type':'page_view'}");
        int group = draft.trigger("{'name':'G','type':'group','params':{'triggers':[" + page + "]}}");
        Edit groups = draft.editor.patch(
                draft.workspace(), Kind.TRIGGER, group, json("{'params':{'triggers':[" + group + "]}}"));
        assertEquals("G → G", problems(groups).get(0).message().arguments().get("way"));
    }

    @Test
    void refusesToDeleteWhatIsUsedAndSaysWhere() {
        int price = draft.constant("Price", "1");
        int trigger = draft.trigger("{'name':'Page','type':'page_view'}");
        draft.tag("{'name':'Pixel','type':'pixel','params':{'id':'{{Price}}'},'firing':[" + trigger + "]}");
        Edit variable = draft.editor.delete(draft.workspace(), Kind.VARIABLE, price);
        assertEquals(List.of(": problem.used"), refusal(variable));
        assertEquals("Pixel", problems(variable).get(0).message().arguments().get("where"));
        assertEquals(List.of(": problem.used"), refusal(draft.editor.delete(draft.workspace(), Kind.TRIGGER, trigger)));
        assertInstanceOf(Edit.Missing.class, draft.editor.delete(draft.workspace(), Kind.TAG, trigger));
    }

    @Test
    void forgetsADeletedEntityWhereItIsOnlyPointedAt() {
        int folder = draft.make(Kind.FOLDER, "{'name':'F'}");
        int trigger = draft.trigger("{'name':'T','type':'page_view','folder':" + folder + "}");
        int event = draft.make(
                Kind.EVENT, "{'name':'e','source':{'kind':'page'},'made':{'trigger':" + trigger + ",'variables':[]}}");
        draft.done(draft.editor.delete(draft.workspace(), Kind.FOLDER, folder));
        draft.done(draft.editor.delete(draft.workspace(), Kind.TRIGGER, trigger));
        EventDefinition left = (EventDefinition) draft.content().find(event).orElseThrow();
        assertEquals(Optional.empty(), left.made().orElseThrow().trigger());
        assertEquals(4, draft.make(Kind.FOLDER, "{'name':'F'}"), "ids are never used again");
    }

    @Test
    void keepsNamesApart() {
        draft.constant("Price", "1");
        String other = "{'name':'%s','type':'constant','params':{'value':'1'}}";
        assertEquals(List.of("name: problem.name.taken"), draft.refusal(Kind.VARIABLE, other.formatted("pRICE")));
        assertEquals(List.of("name: problem.name.built_in"), draft.refusal(Kind.VARIABLE, other.formatted("Page URL")));
        assertEquals(List.of("name: problem.name.braces"), draft.refusal(Kind.VARIABLE, other.formatted("a}}b")));
        assertEquals(List.of("name: problem.name.length"), draft.refusal(Kind.VARIABLE, other.formatted(" ")));
        assertEquals(2, draft.make(Kind.FOLDER, "{'name':'Price'}"), "kinds have names of their own");
    }

    @Test
    void refusesWhatNoPageCouldBear() {
        String million = "x".repeat(1_000_000);
        assertEquals(
                List.of("params.html: problem.param.length"),
                draft.refusal(Kind.TAG, "{'name':'H','type':'custom_html','params':{'html':'" + million + "'}}"));
        assertEquals(
                List.of("conditions[0].right: problem.regex.explodes"),
                draft.refusal(
                        Kind.TRIGGER,
                        "{'name':'T','type':'page_view','conditions':[{'left':'{{Page URL}}','operator':'matches_regex',"
                                + "'right':'(a+)+$'}]}"));
        Edit code = draft.editor.create(
                draft.workspace(),
                Kind.VARIABLE,
                json(
                        "{'name':'J','type':'custom_javascript','params':{'javascript':'function(){\\n  return 1 +;\\n}'}}"));
        assertEquals(List.of("params.javascript: problem.code.syntax"), refusal(code));
        assertEquals(2, problems(code).get(0).message().arguments().get("line"));
        assertEquals(
                List.of("notes: problem.text.characters"),
                draft.refusal(Kind.FOLDER, "{'name':'F','notes':'\\u0000'}"));
    }

    @Test
    void namesEveryMistakeWithItsField() {
        assertEquals(
                List.of(
                        "blocking[0]: problem.field.whole",
                        "colour: problem.param.unknown",
                        "once: problem.param.choice"),
                draft
                        .refusal(
                                Kind.TAG,
                                "{'name':'A','type':'image','params':{'url':'/'},'once':'twice','blocking':['x'],'colour':1}")
                        .stream()
                        .sorted()
                        .toList());
        assertEquals(List.of("type: problem.type"), draft.refusal(Kind.TAG, "{'name':'A','type':'nonsense'}"));
        assertEquals(
                List.of(
                        "params.amount: problem.param.max",
                        "params.id: problem.param.required",
                        "params.more: problem.param.json",
                        "params.selector: problem.selector.open",
                        "params.values[0].name: problem.param.required",
                        "params.values[0].x: problem.param.unknown"),
                draft
                        .refusal(
                                Kind.TAG,
                                "{'name':'P','type':'pixel','params':{'amount':101,'more':'{','selector':'a[b',"
                                        + "'values':[{'x':'1'}]}}")
                        .stream()
                        .sorted()
                        .toList());
    }

    @Test
    void copiesUnderAFreeNameAndPauses() {
        int tag = draft.tag("{'name':'Pixel','type':'image','params':{'url':'/x'}}");
        assertEquals(
                "Pixel (2)",
                draft.done(draft.editor.copy(draft.workspace(), Kind.TAG, tag)).name());
        assertEquals(
                "Pixel (3)",
                draft.done(draft.editor.copy(draft.workspace(), Kind.TAG, tag)).name());
        assertTrue(((Tag) draft.done(draft.editor.pause(draft.workspace(), tag, true))).paused());
    }
}
