package io.warmtag.destination;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.vertx.core.json.JsonObject;
import io.warmtag.destination.PeopleList.Size;
import io.warmtag.web.Outside;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the other side finds by a list is asked there, and shown where the list is. */
class ListSizesTest {
    private static final String READY = "{\"code\":200,\"description\":\"This audience is ready for use.\"}";

    private DestinationWorld world;
    private Lists lists;
    private ListSizes sizes;
    private volatile String said = "";
    private volatile int status = 200;

    @BeforeEach
    void start() {
        world = new DestinationWorld();
        lists = new Lists(world.data.database(), world.targets, world.kinds, world.outbox, 0);
        world.stand.trouble = request -> request.method().name().equals("GET") && Stand.say(request, status, said);
        var transport = new Transport(
                world.kinds, new Outside(world.data.vertx(), true), host -> true, System::currentTimeMillis);
        sizes = new ListSizes(world.data.database(), world.targets, world.kinds, transport);
    }

    @AfterEach
    void stop() {
        world.close();
    }

    private Target list(boolean sandbox) {
        Target list = world.add(
                "meta_audience",
                Map.of("title", "Warm people", "account", "123456"),
                Map.of("token", DestinationWorld.TOKEN),
                sandbox);
        world.data
                .database()
                .query(
                        "insert into people_list (site_id, destination, outside, sandbox) values ($1, $2, '987654', $3)",
                        list.site(),
                        list.id(),
                        sandbox)
                .await();
        return list;
    }

    private void tell(Target list, int people) {
        world.data.database().query("""
                        insert into list_member (site_id, destination, person, member, told)
                        select $1, $2, gen_random_uuid(), true, '\\x00' from generate_series(1, $3::int)
                        """, list.site(), list.id(), people).await();
    }

    private void anHourLater() {
        world.data
                .database()
                .query("update people_list set size_asked = size_asked - interval '61 minutes'")
                .await();
    }

    private Size found(Target list) {
        return Objects.requireNonNull(lists.standing(list).await().found()).size();
    }

    private static String answer(long least, long most, String delivery, String operation) {
        return new JsonObject()
                .put("id", "987654")
                .put("approximate_count_lower_bound", least)
                .put("approximate_count_upper_bound", most)
                .put("delivery_status", new JsonObject(delivery))
                .put("operation_status", new JsonObject(operation))
                .encode();
    }

    @Test
    void asksOnceAnHourAndKeepsWhatWasSaid() {
        Target list = list(false);
        assertNull(lists.standing(list).await().found());
        said = answer(900, 1100, READY, READY);
        sizes.run().await();
        sizes.run().await();
        assertEquals(1, world.stand.requests());
        assertEquals(new Size(900, 1100, ""), found(list));
        anHourLater();
        said = answer(1900, 2100, READY, "{\"code\":471,\"description\":\"It suggests health.\"}");
        sizes.run().await();
        assertEquals(new Size(1900, 2100, "It suggests health."), found(list));
    }

    @Test
    void tellsNoNumberFromNone() {
        Target list = list(false);
        said = answer(-1, -1, "{\"code\":300}", READY);
        sizes.run().await();
        Size size = found(list);
        assertFalse(size.isCounted());
        assertEquals("code 300", size.trouble());
    }

    @Test
    void anAnswerThatSaysNothingChangesNothing() {
        Target list = list(false);
        said = answer(900, 1100, READY, READY);
        sizes.run().await();
        for (String nothing : List.of("<html>", "{}", "{\"error\":{\"code\":4}}")) {
            anHourLater();
            status = nothing.contains("error") ? 400 : 200;
            said = nothing;
            sizes.run().await();
        }
        assertEquals(4, world.stand.requests());
        assertEquals(new Size(900, 1100, ""), found(list));
    }

    @Test
    void theDoubleCountsWhomItWasTold() {
        Target list = list(true);
        tell(list, 5);
        sizes.run().await();
        assertEquals(new Size(Size.UNSAID, Size.UNSAID, "This audience is too small."), found(list));
        tell(list, 245);
        sizes.run().await();
        assertEquals(new Size(200, 300, ""), found(list));
        assertEquals(0, world.stand.requests());
    }
}
