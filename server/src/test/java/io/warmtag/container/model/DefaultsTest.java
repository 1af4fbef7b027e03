package io.warmtag.container.model;

import static io.warmtag.container.model.Draftsman.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.warmtag.catalog.Catalog;
import io.warmtag.catalog.Kind;
import io.warmtag.catalog.ParamSpec;
import io.warmtag.catalog.TypeSpec;
import io.warmtag.catalog.Value;
import io.warmtag.catalog.ValueJson;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a type's description says of who says nothing, of the types that are shipped: pages get it, and need not know it. */
class DefaultsTest {
    private static final Catalog CATALOG = Catalog.load();
    private static final Value ROWS = new Value.Items(List.of());

    @Test
    void putsInWhatAnAbsentParameterMeans() {
        assertEquals("{'event':'gtm.timer','interval':30000,'limit':1}", compiled(Kind.TRIGGER, "timer", "{}"));
        assertEquals("{'max':2147483647,'min':0}", compiled(Kind.VARIABLE, "random_number", "{}"));
        assertEquals(
                "{'fullMatch':true,'ignoreCase':true,'input':'x','replace':true}",
                compiled(Kind.VARIABLE, "regex_table", "{'input':'x'}"));
        assertEquals("{'what':'temperature'}", compiled(Kind.VARIABLE, "visitor", "{}"));
        assertEquals("{'key':'a','version':2}", compiled(Kind.VARIABLE, "data_layer", "{'key':'a'}"));
    }

    @Test
    void leavesWhatSomebodyHasSaid() {
        assertEquals(
                "{'event':'gtm.timer','interval':500,'limit':''}",
                compiled(Kind.TRIGGER, "timer", "{'interval':500,'limit':''}"),
                "an emptied field means no limit, not the usual one");
        assertEquals(
                "{'fullMatch':false,'ignoreCase':true,'input':'x','replace':true}",
                compiled(Kind.VARIABLE, "regex_table", "{'input':'x','fullMatch':false}"));
        assertEquals(
                "{'event':'gtm.timer','interval':30000,'limit':1}",
                compiled(Kind.TRIGGER, "timer", "{'event':null,'limit':null}"),
                "null says nothing");
    }

    @Test
    void leavesOutWhatIsHiddenOrMeansNothing() {
        assertEquals(
                "{'event':'go'}", compiled(Kind.TRIGGER, "custom_event", "{'event':'go','pattern':'x','regex':false}"));
        assertEquals("{}", compiled(Kind.TRIGGER, "dom_ready", "{}"));
    }

    @Test
    void joinsNamesAndValuesToOneMap() {
        assertEquals(
                "{'name':'n','parameters':{'{':[['a','1'],['b']]}}",
                compiled(
                        Kind.TAG,
                        "warmtag_event",
                        "{'name':'n','parameters':[{'name':'a','value':'1'},{'name':'b'}]}"));
        assertEquals(
                "{'input':'x','rows':[{'{':[['key','a'],['value','1']]}]}",
                compiled(Kind.VARIABLE, "lookup_table", "{'input':'x','rows':[{'key':'a','value':'1'}]}"));
    }

    @Test
    void givesTheCodeOfHtmlThatIsNothingElse() {
        assertEquals("{'script':'a()'}", compiled(Kind.TAG, "custom_html", "{'html':'<script>a()</script>'}"));
        assertEquals("{'html':'<p>'}".replace("<", "\\u003c"), compiled(Kind.TAG, "custom_html", "{'html':'<p>'}"));
    }

    /** So that a new type need not be thought of here. */
    @Test
    void holdsOfEveryType() {
        for (Kind kind : List.of(Kind.TAG, Kind.TRIGGER, Kind.VARIABLE)) {
            for (TypeSpec type : CATALOG.types(kind)) {
                var wanted = new TreeMap<String, Value>();
                for (ParamSpec param : type.params()) {
                    param.usual()
                            .filter(usual -> param.isShown(Value.Fields.NONE, type.params()))
                            .filter(usual -> !List.of(Value.of(false), Value.of(""), ROWS)
                                    .contains(usual))
                            .ifPresent(usual -> wanted.put(param.id(), usual));
                }
                Value.Fields compiled = new ValueCompiler(Reach.of(Content.EMPTY, CATALOG, true), CATALOG)
                        .params(kind, type.id(), Value.Fields.NONE);
                assertEquals(wanted.keySet(), compiled.fields().keySet(), type.part());
                assertTrue(
                        wanted.entrySet().stream()
                                .filter(each -> !(each.getValue() instanceof Value.Text))
                                .filter(each -> !(each.getValue() instanceof Value.Items))
                                .allMatch(each ->
                                        each.getValue().equals(compiled.fields().get(each.getKey()))),
                        type.part());
            }
        }
    }

    private static String compiled(Kind kind, String type, String params) {
        Value compiled =
                new ValueCompiler(Reach.of(Content.EMPTY, CATALOG, true), CATALOG).params(kind, type, json(params));
        return ValueJson.write(compiled).replace('"', '\'');
    }
}
