package io.warmtag.destination;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UpkeepTest {
    private DestinationWorld world;

    @BeforeEach
    void start() {
        world = new DestinationWorld();
    }

    @AfterEach
    void stop() {
        world.close();
    }

    private Target list() {
        return world.add(
                "meta_audience",
                Map.of("title", "Warm people", "account", "123456"),
                Map.of("token", DestinationWorld.TOKEN),
                false);
    }

    private void member(Target list, int person, boolean member, String said, String told) {
        world.data.run(
                """
                insert into list_member (site_id, destination, person, member, said, ruled, told, told_at)
                values ($1, $2, $3, $4, $5::text::bool, $5::text::bool, $6::text::bytea, now())
                """,
                list.site(),
                list.id(),
                new UUID(1, person),
                member,
                said.isEmpty() ? null : said,
                told.isEmpty() ? null : told);
    }

    @Test
    void letsThoseGoOfWhomAListSaysNothingAnyMore() {
        Target list = list();
        member(list, 1, true, "", "");
        member(list, 2, false, "false", "");
        member(list, 3, false, "", "\\x01");
        member(list, 4, false, "", "");
        Target deleted = list();
        member(deleted, 1, true, "", "\\x01");
        world.data.run("update destination set state = 3 where id = $1", deleted.id());
        new Upkeep(world.data.database()).purge().await();
        assertEquals(0, world.data.ask("select count(*) from list_member where destination = $1", deleted.id()));
        assertEquals(3, world.data.ask("select count(*) from list_member"));
        assertEquals(0, world.data.ask("select count(*) from list_member where person = $1", new UUID(1, 4)));
    }

    @Test
    void anErasureIsDoneThoughAListWasDeletedThatHadHim() {
        Target list = list();
        UUID person = new UUID(1, 1);
        member(list, 1, true, "", "\\x01");
        world.data.run("update destination set state = 3 where id = $1", list.id());
        var lists = new Lists(world.data.database(), world.targets, world.kinds, world.outbox, 0);
        assertEquals(1, erased(lists, person, false));
        new Upkeep(world.data.database()).purge().await();
        assertEquals(0, erased(lists, person, true));
    }

    private int erased(Lists lists, UUID person, boolean later) {
        return world.data
                .database()
                .inTransaction(transaction -> lists.erased(transaction, world.bakery.id(), List.of(person), later))
                .await();
    }
}
