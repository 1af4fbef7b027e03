package io.warmtag.api;

import static io.warmtag.api.ApiWorld.ROOT_KEY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.event.VisitorId;
import io.warmtag.people.ContactVault;
import io.warmtag.people.Heard;
import io.warmtag.people.Learning;
import io.warmtag.people.contact.ContactField;
import io.warmtag.people.contact.ContactValue;
import io.warmtag.secret.SecretKey;
import io.warmtag.visitor.model.Temperature;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AudiencesApiTest {
    private ApiWorld world;
    private String path;

    @BeforeEach
    void start() {
        world = new ApiWorld();
        path = "/sites/" + world.bakery.publicId() + "/audiences";
    }

    @AfterEach
    void stop() {
        world.close();
    }

    private static JsonObject carted() {
        return new JsonObject()
                .put("name", "Carted")
                .put(
                        "condition",
                        new JsonObject()
                                .put("kind", "event")
                                .put("name", "add_to_cart")
                                .put("least", 1)
                                .put("minutes", 10_080));
    }

    @Test
    void makesChangesListsAndDeletesAudiences() {
        var made = world.call("POST", path, ROOT_KEY, carted());
        assertEquals(201, made.status(), made.text());
        assertEquals("“Put in the cart” in the last 7 days", made.json().getString("sentence"));
        String own = path + "/" + made.json().getInteger("id");
        assertEquals(made.json(), world.get(own).json());
        var changed = world.call("PUT", own, ROOT_KEY, made.json().put("name", "In the cart"));
        assertEquals(200, changed.status(), changed.text());
        assertEquals(
                "In the cart",
                world.get(path).json().getJsonArray("items").getJsonObject(0).getString("name"));
        var inner = new JsonObject()
                .put("kind", "audience")
                .put("audience", made.json().getInteger("id"));
        var outer = world.call(
                "POST", path, ROOT_KEY, new JsonObject().put("name", "Outer").put("condition", inner));
        assertEquals(409, world.call("DELETE", own, ROOT_KEY, null).status());
        assertEquals(
                204,
                world.call("DELETE", path + "/" + outer.json().getInteger("id"), ROOT_KEY, null)
                        .status());
        assertEquals(204, world.call("DELETE", own, ROOT_KEY, null).status());
        assertEquals(404, world.get(own).status());
    }

    @Test
    void saysWhichFieldIsWrongAndWhatToDo() {
        var wrong = carted();
        wrong.getJsonObject("condition").put("least", "many").put("colour", "red");
        var reply = world.call("POST", path, ROOT_KEY, wrong);
        assertEquals(422, reply.status());
        assertTrue(reply.text().contains("condition.least"), reply.text());
        assertTrue(reply.text().contains("condition.colour"), reply.text());
        assertTrue(reply.text().contains("must be a number."), reply.text());
    }

    @Test
    void triesAConditionAndExplainsIt() {
        UUID ada = new UUID(1, 1);
        world.data.addPerson(world.bakery, ada, Temperature.WARM, ApiWorld.NOW);
        world.data.addEvent(world.bakery, ada, "add_to_cart", ApiWorld.NOW);
        String trials = "/sites/" + world.bakery.publicId() + "/audience-trials";
        var condition = carted().getJsonObject("condition");
        var tried = world.call("POST", trials, ROOT_KEY, new JsonObject().put("condition", condition))
                .json();
        assertEquals(1, tried.getInteger("matched"));
        assertEquals(new JsonArray().add(VisitorId.text(ada)), tried.getJsonArray("sample"));
        for (String refused : List.of(
                "{\"condition\":{\"kind\":\"audience\",\"audience\":99}}",
                "{\"condition\":{\"kind\":\"bought\",\"of\":\"product\"}}",
                "{\"condition\":{\"kind\":\"score\",\"least\":1},\"limit\":5}")) {
            assertEquals(
                    422,
                    world.call("POST", trials, ROOT_KEY, new JsonObject(refused))
                            .status(),
                    refused);
        }
        int id = world.call("POST", path, ROOT_KEY, carted()).json().getInteger("id");
        var why = world.get(path + "/" + id + "/members/" + VisitorId.text(ada)).json();
        assertTrue(why.getBoolean("holds"));
        assertEquals(1.0, why.getDouble("number"));
        assertEquals(
                new JsonArray(), world.get(path + "/" + id + "/members").json().getJsonArray("items"));
        world.data.run("""
                insert into audience_member (site_id, audience, person, version, since, changes, seen_at)
                values ($1, $2, $3, 1, now(), 1, now())
                on conflict (site_id, audience, person) do update set since = now()""", world.bakery.id(), id, ada);
        var email = ContactValue.of(ContactField.EMAIL, "ada@example.com", "BD").orElseThrow();
        new Learning(world.data.database(), new ContactVault(() -> Optional.of(new SecretKey(new byte[32]))))
                .learn(world.bakery.id(), List.of(new Heard(ada, List.of(email), 1, "identify")))
                .await();
        JsonObject told = world.get(path + "/" + id + "/contacts")
                .json()
                .getJsonArray("items")
                .getJsonObject(0);
        assertEquals(VisitorId.text(ada), told.getString("visitor"));
        JsonObject contact = told.getJsonArray("contacts").getJsonObject(0);
        assertEquals("email", contact.getString("field"));
        assertEquals("ada@example.com", contact.getString("value"));
    }

    @Test
    void startsAndShowsARunOverThePast() {
        int id = world.call("POST", path, ROOT_KEY, carted()).json().getInteger("id");
        String runs = path + "/" + id + "/backtests";
        var run = world.call("POST", runs, ROOT_KEY, new JsonObject().put("days", 7));
        assertEquals(201, run.status(), run.text());
        String own = runs + "/" + run.json().getString("id");
        assertEquals(7, world.get(own).json().getInteger("days"));
        assertEquals(1, world.get(runs).json().getJsonArray("items").size());
        assertEquals(204, world.call("DELETE", own, ROOT_KEY, null).status());
        assertEquals(
                422,
                world.call("POST", runs, ROOT_KEY, new JsonObject().put("days", 0))
                        .status());
        assertEquals(404, world.get(runs + "/x").status());
    }
}
