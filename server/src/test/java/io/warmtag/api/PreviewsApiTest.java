package io.warmtag.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import io.warmtag.account.Scope;
import io.warmtag.testkit.TestServer.Reply;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

@TestInstance(Lifecycle.PER_CLASS)
class PreviewsApiTest {
    private ApiWorld world;
    private String path;
    private String key;

    @BeforeAll
    void start() {
        world = new ApiWorld();
        path = "/sites/" + world.bakery.publicId();
        key = world.key(Set.of(Scope.CONTAINER_READ, Scope.CONTAINER_WRITE), Optional.empty());
    }

    @AfterAll
    void stop() {
        world.close();
    }

    private JsonObject begin() {
        Reply reply = world.call("POST", path + "/previews", key, new JsonObject());
        assertEquals(201, reply.status(), reply.text());
        return reply.json();
    }

    @Test
    void beginsShowsAndEndsAPreview() {
        JsonObject begun = begin();
        assertEquals("draft", begun.getString("subject"));
        assertTrue(begun.getString("link").contains("/preview?token="));
        String one = path + "/previews/" + begun.getString("id");
        assertFalse(world.call("GET", one, key, null).json().containsKey("link"), "the link is told once");
        Reply list = world.call("GET", path + "/previews", key, null);
        assertTrue(list.text().contains(begun.getString("id")));
        assertEquals(204, world.call("DELETE", one, key, null).status());
        assertEquals(404, world.call("GET", one, key, null).status());
        assertEquals(404, world.call("GET", path + "/previews/x", key, null).status());
    }

    @Test
    void refusesForeignPagesAndSubjectsThatAreNotThere() {
        Reply page = world.call("POST", path + "/previews", key, new JsonObject().put("page", "https://evil.example/"));
        assertEquals(422, page.status());
        assertTrue(page.text().contains("Field page "), page.text());
        Reply subject = world.call("POST", path + "/previews", key, new JsonObject().put("subject", "v99"));
        assertEquals(422, subject.status());
        assertTrue(subject.text().contains("Field subject "), subject.text());
    }

    @Test
    void keepsTheReasonsOfTheDraftThatThePageHad() {
        JsonObject trigger = create(
                "triggers",
                "{'name':'Cart','type':'page_view','conditions':[{'left':'{{Page URL}}','operator':'contains','right':'cart'}]}");
        JsonObject tag = create(
                "tags",
                "{'name':'Hi','type':'custom_html','params':{'html':'x'},'firing':[" + trigger.getInteger("id") + "]}");
        JsonObject begun = begin();
        UUID session = UUID.fromString(begun.getString("id"));
        String trace = path + "/previews/" + session + "/trace";
        int revision = tag.getInteger("revision");
        String page = "'page':{'id':'p','url':'u','title':'t'},'at':1800000000000,";
        tell(
                session,
                "{'kind':'made','revision':" + revision + "}",
                "{'kind':'hello'," + page
                        + "'n':1,'names':{'v':['Page URL'],'r':['Cart'],'t':['Hi'],'ids':{'v':[0],'r':["
                        + trigger.getInteger("id") + "],'t':[" + tag.getInteger("id")
                        + "]}},'types':{'v':['url'],'r':['page_view'],'t':['custom_html']},'consent':{}}",
                "{'kind':'event'," + page
                        + "'n':2,'number':1,'name':'gtm.js','id':null,'data':{},'triggers':[{'trigger':0,"
                        + "'passed':false,'conditions':[{'left':'u','right':'cart','passed':false}]}],'tags':[],'variables':{}}");
        JsonObject before = world.call("GET", trace, key, null).json();
        assertEquals(false, before.getBoolean("outdated"));
        assertEquals("contains", condition(before).getString("operator"));

        Reply changed = world.call(
                "PATCH",
                path + "/triggers/" + trigger.getInteger("id"),
                key,
                new JsonObject("{'conditions':[{'left':'{{Page Path}}','operator':'equals','right':'/'}]}"
                        .replace('\'', '"')));
        assertEquals(200, changed.status(), changed.text());
        JsonObject after = world.call("GET", trace, key, null).json();
        assertEquals(true, after.getBoolean("outdated"));
        assertEquals(condition(before), condition(after), "as the page had it");
    }

    @Test
    void showsWhatEnablesATriggerBeforeItsConditions() {
        int trigger = create(
                        "triggers",
                        "{'name':'Waits','type':'click','params':{'enable':[{'left':'{{Page Path}}','operator':'equals','right':'/'}]},"
                                + "'conditions':[{'left':'{{Page URL}}','operator':'contains','right':'cart'}]}")
                .getInteger("id");
        int tag = create(
                        "tags", "{'name':'Late','type':'custom_html','params':{'html':'x'},'firing':[" + trigger + "]}")
                .getInteger("id");
        UUID session = UUID.fromString(begin().getString("id"));
        String page = "'page':{'id':'p','url':'u','title':'t'},'at':1800000000000,";
        tell(
                session,
                "{'kind':'hello'," + page + "'n':1,'names':{'v':[],'r':['Waits'],'t':['Late'],'ids':{'v':[],'r':["
                        + trigger + "],'t':[" + tag
                        + "]}},'types':{'v':[],'r':['click'],'t':['custom_html']},'consent':{}}",
                "{'kind':'event'," + page
                        + "'n':2,'number':1,'name':'gtm.click','id':null,'data':{},'triggers':[{'trigger':0,"
                        + "'passed':false,'conditions':[{'left':'/p','right':'/','passed':false},"
                        + "{'left':'u','right':'cart','passed':false}]}],'tags':[],'variables':{}}");
        JsonObject trace = world.call("GET", path + "/previews/" + session + "/trace", key, null)
                .json();
        assertEquals("{{Page Path}}", condition(trace).getString("left"));
        assertEquals("\"/p\"", condition(trace).getString("value"));
    }

    private static JsonObject condition(JsonObject trace) {
        return trace.getJsonArray("pages")
                .getJsonObject(0)
                .getJsonArray("steps")
                .getJsonObject(0)
                .getJsonArray("tags")
                .getJsonObject(0)
                .getJsonArray("firing")
                .getJsonObject(0)
                .getJsonArray("conditions")
                .getJsonObject(0);
    }

    private JsonObject create(String kind, String json) {
        Reply reply = world.call("POST", path + "/" + kind, key, new JsonObject(json.replace('\'', '"')));
        assertEquals(201, reply.status(), reply.text());
        return reply.json();
    }

    private void tell(UUID session, String... messages) {
        assertTrue(world.previews
                .tell(
                        session,
                        List.of(messages).stream()
                                .map(text -> text.replace('\'', '"'))
                                .toList())
                .await());
    }
}
