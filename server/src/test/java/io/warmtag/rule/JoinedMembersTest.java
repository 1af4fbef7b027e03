package io.warmtag.rule;

import static io.warmtag.rule.TestAudiences.ADA;
import static io.warmtag.rule.TestAudiences.BEN;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Transaction;
import io.vertx.sqlclient.Tuple;
import io.warmtag.occasion.Occasion;
import io.warmtag.people.JoinListener.Change;
import io.warmtag.testkit.Shop;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever is weighed while he becomes one person with somebody else is in no audience any more, whichever comes first. */
class JoinedMembersTest {
    private final TestAudiences shop = new TestAudiences();
    private final List<Boolean> quiet = new ArrayList<>();
    private int carts;

    @BeforeEach
    void audience() {
        carts = shop.audience("Carts", "{'kind':'event','name':'add_to_cart','measure':'count','least':1}");
        shop.person(ADA);
        shop.person(BEN);
        shop.audiences.tell((transaction, changes) -> {
            changes.forEach(change -> quiet.add(change.quiet()));
            return Future.succeededFuture();
        });
    }

    @AfterEach
    void close() {
        shop.close();
    }

    /** Ben is Ada from now on, as far as the transaction is seen. */
    private Future<Void> join(SqlConnection transaction) {
        return transaction
                .preparedQuery(
                        "insert into person_visitor (site_id, visitor, person) select $1, unnest($2::uuid[]), $3")
                .execute(Tuple.of(shop.site, new UUID[] {ADA, BEN}, ADA))
                .compose(noted -> new JoinedMembers()
                        .changed(
                                transaction, shop.site, List.of(new Change(BEN, BEN, ADA), new Change(ADA, ADA, ADA))));
    }

    private Future<Void> take(SqlConnection transaction, Occasion occasion) {
        return shop.audiences.take(transaction, List.of(occasion));
    }

    private void untilSomebodyWaits() throws InterruptedException {
        Shop.until(
                "one waits for the other", () -> shop.world.ask("select count(*) from pg_locks where not granted") > 0);
    }

    private void onlyAdaIsIn() {
        shop.pass(Duration.ofMinutes(1));
        shop.mark();
        shop.check();
        assertEquals(Set.of(ADA), shop.members(carts));
        assertEquals(1, shop.counted(carts));
    }

    @Test
    void whatWasDoneBeforeAndIsTakenAfterCountsForThePersonOnly() {
        Occasion cart = shop.event(BEN, "add_to_cart");
        shop.world.database().inTransaction(this::join).await();
        shop.take(cart);
        onlyAdaIsIn();
    }

    @Test
    void somebodyWhoWasInBeforeComesBackByNothingThatIsTakenLate() {
        shop.happens(BEN, "add_to_cart");
        Occasion late = shop.event(BEN, "add_to_cart");
        shop.world.database().inTransaction(this::join).await();
        shop.take(late);
        onlyAdaIsIn();
    }

    @Test
    void aJoinWaitsForWhoIsJustBeingWeighed() throws InterruptedException {
        Occasion cart = shop.event(BEN, "add_to_cart");
        SqlConnection weighing = shop.world.database().connect().await();
        Transaction begun = weighing.begin().await();
        take(weighing, cart).await();
        Future<Void> joined = shop.world.database().inTransaction(this::join);
        untilSomebodyWaits();
        begun.commit().await();
        joined.await();
        onlyAdaIsIn();
    }

    @Test
    void whoeverIsWeighedWaitsForTheJoinAndIsNobodyThen() throws InterruptedException {
        Occasion cart = shop.event(BEN, "add_to_cart");
        SqlConnection joining = shop.world.database().connect().await();
        Transaction begun = joining.begin().await();
        join(joining).await();
        Future<Void> weighed = shop.world.database().inTransaction(transaction -> take(transaction, cart));
        untilSomebodyWaits();
        begun.commit().await();
        weighed.await();
        onlyAdaIsIn();
    }

    @Test
    void whatTimeBringsAfterAJoinIsToldHoweverLateSomebodyGetsRoundToIt() {
        int left =
                shop.audience("Left", "{'kind':'event','name':'add_to_cart','measure':'last','least':45,'most':240}");
        shop.happens(ADA, "add_to_cart");
        shop.pass(Duration.ofMinutes(40));
        shop.world.database().inTransaction(this::join).await();
        // It is done by the database's own clock.
        shop.world.run(
                "update audience_member set seen_at = $1, next_check = $1 where version = 0",
                Instant.ofEpochMilli(shop.now.get()).atOffset(ZoneOffset.UTC));
        shop.told.clear();
        quiet.clear();
        shop.pass(Duration.ofMinutes(10));
        shop.mark();
        shop.check();
        assertEquals(List.of("+1@" + left), shop.told());
        assertEquals(List.of(false), quiet);
    }
}
