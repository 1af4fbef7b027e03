package io.warmtag.container.build;

import static io.warmtag.container.model.Draftsman.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.warmtag.catalog.Catalog;
import io.warmtag.catalog.Kind;
import io.warmtag.catalog.Value;
import io.warmtag.container.code.CustomFunction;
import io.warmtag.container.model.Content;
import io.warmtag.container.model.Draftsman;
import io.warmtag.container.model.Edit;
import io.warmtag.container.model.Editor;
import io.warmtag.container.model.EntityJson;
import io.warmtag.container.model.EventDefinition;
import io.warmtag.container.model.Tag;
import io.warmtag.container.model.Trigger;
import io.warmtag.container.model.Variable;
import io.warmtag.container.model.Workspace;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EventBuilderTest {
    private static final String PARAMS = "'params':[{'name':'item_id','type':'string','required':true},"
            + "{'name':'value','type':'number'},{'name':'currency','type':'string'},{'name':'items','type':'items'}]";
    private static final String READ = "'read':[{'param':'item_id','from':'own','name':'data-id'},"
            + "{'param':'value','from':'element','selector':'.price','near':true},"
            + "{'param':'currency','from':'fixed','name':'BDT'},{'param':'items','from':'item'}]";
    private static final String CART =
            "{'name':'cart'," + PARAMS + ",'source':{'kind':'click','selector':'.buy'," + READ + "}}";

    private final Catalog catalog = Catalog.load();
    private final Editor editor = new Editor(catalog);
    private Workspace workspace = Workspace.NEW;

    @CanIgnoreReturnValue
    private EventDefinition build(Optional<Integer> event, String json) {
        Edit edit = EventBuilder.save(editor, workspace, event, json(json));
        Edit.Done done = assertInstanceOf(Edit.Done.class, edit, () -> String.valueOf(edit));
        workspace = done.workspace();
        return (EventDefinition) done.entity();
    }

    private List<String> refusal(String json) {
        return Draftsman.refusal(EventBuilder.save(editor, workspace, Optional.empty(), json(json)));
    }

    private Content content() {
        return workspace.content();
    }

    private Tag tag(EventDefinition event) {
        return (Tag) content()
                .find(Kind.TAG, event.made().orElseThrow().tag().orElseThrow())
                .orElseThrow();
    }

    private Trigger trigger(EventDefinition event) {
        return (Trigger) content()
                .find(Kind.TRIGGER, event.made().orElseThrow().trigger().orElseThrow())
                .orElseThrow();
    }

    private Variable variable(String name) {
        return (Variable) content().named(Kind.VARIABLE, name).orElseThrow();
    }

    @Test
    void makesTriggerVariablesAndTagInOneEdit() {
        EventDefinition cart = build(Optional.empty(), CART);
        assertEquals("click", trigger(cart).type());
        assertEquals(json("{'selector':'.buy'}"), trigger(cart).params());
        assertEquals(List.of(trigger(cart).id()), tag(cart).firing().triggers());
        assertEquals("warmtag_event", tag(cart).type());
        assertEquals(
                json("{'name':'cart','parameters':[{'name':'currency','value':'BDT'},"
                        + "{'name':'item_id','value':'{{cart: item_id}}'},{'name':'items','value':'{{cart: items}}'},"
                        + "{'name':'value','value':'{{cart: value}}'}]}"),
                tag(cart).params());
        assertEquals("auto_event", variable("cart: item_id").type());
        assertEquals(
                json("{'what':'attribute','attribute':'data-id'}"),
                variable("cart: item_id").params());
        String price = variable("cart: value").params().text("javascript").orElseThrow();
        assertTrue(price.contains("{{Click Element}}"), price);
        assertTrue(price.contains("querySelector(\".price\")"), price);
        String items = variable("cart: items").params().text("javascript").orElseThrow();
        assertTrue(items.contains("item_id: {{cart: item_id}}"), items);
        assertTrue(items.contains("price: {{cart: value}}"), items);
        assertEquals(3, cart.made().orElseThrow().variables().size());
    }

    @Test
    void savingAgainChangesWhatWasMadeAndKeepsWhatWasSetByHand() {
        EventDefinition cart = build(Optional.empty(), CART);
        int tag = tag(cart).id();
        hand(Kind.TAG, tag, "{'name':'My cart','consent':{'mode':'additional','types':['ad_storage']},'priority':3}");
        hand(Kind.VARIABLE, variable("cart: value").id(), "{'name':'Price'}");
        int count = content().entities().size();

        Value.Fields source = ((Value.Fields)
                        EntityJson.write(content().find(cart.id()).orElseThrow())
                                .get("source")
                                .orElseThrow())
                .with("selector", Value.of("#buy"));
        EventDefinition again = build(
                Optional.of(cart.id()),
                "{'source':" + io.warmtag.catalog.ValueJson.write(source).replace('"', '\'') + "}");
        assertEquals(count, content().entities().size());
        assertEquals(json("{'selector':'#buy'}"), trigger(again).params());
        assertEquals("My cart", tag(again).name());
        assertEquals(tag, tag(again).id());
        assertEquals(3, tag(again).firing().priority());
        assertTrue(io.warmtag.catalog.ValueJson.write(tag(again).params()).contains("{{Price}}"));
    }

    private void hand(Kind kind, int id, String json) {
        workspace = assertInstanceOf(Edit.Done.class, editor.patch(workspace, kind, id, json(json)))
                .workspace();
    }

    @Test
    void deletesVariablesThatNoParameterNeedsUnlessSomethingElseUsesThem() {
        EventDefinition cart = build(Optional.empty(), CART);
        Edit other = editor.create(
                workspace,
                Kind.TAG,
                json("{'name':'Other','type':'custom_image','params':{'url':'/x?{{cart: item_id}}'}}"));
        workspace = assertInstanceOf(Edit.Done.class, other).workspace();
        build(Optional.of(cart.id()), "{'params':[],'source':{'kind':'click','selector':'.buy'}}");
        assertEquals(
                List.of("cart: item_id"),
                content().variables().stream().map(Variable::name).toList());
    }

    @Test
    void makesTheTriggerAnewAfterItWasDeleted() {
        EventDefinition cart = build(Optional.empty(), CART);
        int trigger = trigger(cart).id();
        hand(Kind.TAG, tag(cart).id(), "{'firing':[]}");
        workspace = assertInstanceOf(Edit.Done.class, editor.delete(workspace, Kind.TRIGGER, trigger))
                .workspace();
        EventDefinition broken = (EventDefinition) content().find(cart.id()).orElseThrow();
        assertTrue(broken.made().orElseThrow().trigger().isEmpty());
        EventDefinition again = build(Optional.of(cart.id()), "{}");
        assertEquals(List.of(trigger(again).id()), tag(again).firing().triggers());
    }

    @Test
    void aPageFiresOnItsPathOnceWhatIsReadIsThere() {
        String page = "'source':{'kind':'page','page':{'operator':'equals','value':'/thanks'}";
        EventDefinition bare = build(Optional.empty(), "{'name':'thanks'," + page + "}}");
        assertEquals("page_view", trigger(bare).type());
        assertEquals("{{Page Path}}", trigger(bare).conditions().get(0).left());
        EventDefinition reads = build(
                Optional.of(bare.id()),
                "{'params':[{'name':'order','type':'string'}]," + page
                        + ",'read':[{'param':'order','from':'element','selector':'#order'}]}}");
        assertEquals("window_loaded", trigger(reads).type());
        assertEquals("dom_element", variable("thanks: order").type());
    }

    @Test
    void whatItWritesIsGoodJavaScriptForEveryWayOfReadingAndEveryType() {
        for (String type : List.of("number", "string", "boolean", "any")) {
            for (String from : List.of(
                    "'element','selector':'.a > b'",
                    "'element','selector':'.price','name':'data-x','near':true",
                    "'own'",
                    "'query','name':'id'",
                    "'json_ld','name':'price','within':'Offer'",
                    "'fixed','name':'5 </script>'")) {
                workspace = Workspace.NEW;
                EventDefinition event = build(
                        Optional.empty(),
                        "{'name':'e','params':[{'name':'p','type':'" + type
                                + "'}],'source':{'kind':'click','selector':'b','read':[{'param':'p','from':" + from
                                + "}]}}");
                event.made().orElseThrow().variables().stream()
                        .map(id -> (Variable) content().find(id).orElseThrow())
                        .filter(variable -> variable.type().equals("custom_javascript"))
                        .forEach(variable -> assertEquals(
                                Optional.empty(),
                                CustomFunction.problem(
                                        variable.params().text("javascript").orElseThrow())));
            }
        }
    }

    @Test
    void namesTheFieldOfWhatIsWrongAndChangesNothing() {
        assertEquals(
                List.of("source.kind: problem.build.kind"), refusal("{'name':'a','source':{'kind':'data_layer'}}"));
        assertEquals(
                List.of("source.selector: problem.build.selector"), refusal("{'name':'a','source':{'kind':'click'}}"));
        assertEquals(
                List.of("source.selector: problem.selector.open"),
                refusal("{'name':'a','source':{'kind':'click','selector':'[x'}}"));
        assertEquals(
                List.of("source.page.value: problem.build.page"), refusal("{'name':'a','source':{'kind':'page'}}"));
        assertEquals(
                List.of("params[0]: problem.build.unread"),
                refusal("{'name':'a','params':[{'name':'p','type':'number','required':true}],"
                        + "'source':{'kind':'click','selector':'b'}}"));
        assertEquals(
                List.of("source.read[0].param: problem.build.param"),
                refusal("{'name':'a','source':{'kind':'click','selector':'b','read':[{'param':'x','from':'own'}]}}"));
        assertEquals(
                List.of("source.read[0].from: problem.build.near"),
                refusal("{'name':'a','params':[{'name':'p','type':'string'}],'source':{'kind':'page','page':"
                        + "{'operator':'equals','value':'/'},'read':[{'param':'p','from':'own'}]}}"));
        assertEquals(
                List.of("source.read[0].from: problem.build.item_empty"),
                refusal("{'name':'a','params':[{'name':'p','type':'items'}],"
                        + "'source':{'kind':'click','selector':'b','read':[{'param':'p','from':'item'}]}}"));
        assertEquals(
                List.of("name: problem.name.length"), refusal("{'name':'','source':{'kind':'click','selector':'b'}}"));
        assertEquals(Workspace.NEW, workspace);
        assertFalse(refusal("{'name':'a','source':{'kind':'click','selector':'b','read':[7]}}")
                .isEmpty());
    }
}
