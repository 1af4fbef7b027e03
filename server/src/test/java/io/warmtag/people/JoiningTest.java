package io.warmtag.people;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.warmtag.db.Keyset;
import io.warmtag.people.contact.ContactField;
import io.warmtag.people.contact.ContactValue;
import io.warmtag.secret.SecretKey;
import io.warmtag.site.Site;
import io.warmtag.testkit.TestSite;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JoiningTest {
    private static final UUID A = new UUID(1, 1);
    private static final UUID B = new UUID(1, 2);
    private static final UUID C = new UUID(1, 3);

    private TestSite data;
    private Learning learning;
    private Joins joins;
    private Joining joining;
    private final List<JoinListener.Change> told = new ArrayList<>();

    @BeforeEach
    void start() {
        data = new TestSite();
        learning = new Learning(data.database(), new ContactVault(() -> Optional.of(new SecretKey(new byte[32]))));
        joins = new Joins(data.database());
        joining = new Joining(data.database(), List.of((transaction, site, changes) -> {
            told.addAll(changes);
            return Future.succeededFuture();
        }));
    }

    @AfterEach
    void stop() {
        data.close();
    }

    @Test
    void joinsWhoGivesTheSameAddressAndTellsIt() {
        hear(A, 1, email("n@example.com"));
        hear(B, 2, email("n@example.com"));
        weigh();
        assertEquals(List.of(A, B), joins.visitors(data.bakery(), B).await());
        assertEquals(List.of(new JoinListener.Change(B, B, A)), told);
        assertEquals(1, data.ask("select count(*) from join_log"));
    }

    @Test
    void showsAConflictUntilSomebodyDecides() {
        hear(A, 1, phone("01913557799"));
        hear(B, 2, phone("01613557700"));
        hear(B, 3, phone("01913557799"));
        weigh();
        assertEquals(List.of(A), joins.visitors(data.bakery(), A).await());
        Joins.Open open =
                joins.open(data.bakery(), Keyset.NEWEST, 10).await().items().get(0);
        assertEquals("two_people", open.reason());
        assertEquals(1, joins.open(data.bakery(), B, 10).await().size());

        joins.decide(data.bakery(), open.one(), open.other(), true, "ada@example.com")
                .await();
        weigh();
        assertEquals(List.of(A, B), joins.visitors(data.bakery(), A).await());
        assertEquals(
                0, joins.open(data.bakery(), Keyset.NEWEST, 10).await().items().size());
    }

    @Test
    void aWrongJoinCanBeUndone() {
        hear(A, 1, phone("01913557799"));
        hear(B, 2, phone("01913557799"));
        hear(C, 3, phone("01913557799"));
        weigh();
        joins.decide(data.bakery(), A, B, false, "ada@example.com").await();
        weigh();
        assertEquals(List.of(A, C), joins.visitors(data.bakery(), C).await());
        assertEquals(List.of(B), joins.visitors(data.bakery(), B).await());
        assertTrue(told.contains(new JoinListener.Change(B, A, B)), told.toString());
    }

    @Test
    void stopsWhatHundredsHave() {
        List<Heard> heard = new ArrayList<>();
        for (int i = 0; i < JoinStore.MOST + 20; i++) {
            heard.add(new Heard(new UUID(9, i), List.of(phone("01913557799")), i, "identify"));
        }
        learning.learn(data.bakery().id(), heard).await();
        weigh();
        assertEquals(
                JoinStore.MOST,
                joins.visitors(data.bakery(), new UUID(9, 0)).await().size());
        List<Joins.Open> open =
                joins.open(data.bakery(), Keyset.NEWEST, 10).await().items();
        assertEquals(1, open.size());
        assertEquals("too_many", open.get(0).reason());
    }

    @Test
    void comesToTheSameWhateverTheOrder() {
        var random = new Random(7);
        for (int round = 0; round < 12; round++) {
            List<Heard> heard = new ArrayList<>();
            for (int i = 0; i < 14; i++) {
                ContactValue value = random.nextBoolean()
                        ? email("p" + random.nextInt(4) + "@example.com")
                        : phone("0191355779" + random.nextInt(4));
                heard.add(new Heard(new UUID(round, random.nextInt(6)), List.of(value), i, "identify"));
            }
            Site one = data.addSite("One " + round, "one" + round + ".example");
            learning.learn(one.id(), heard).await();
            weigh();
            Collections.shuffle(heard, random);
            Site other = data.addSite("Other " + round, "other" + round + ".example");
            for (Heard each : heard) {
                learning.learn(other.id(), List.of(each)).await();
                if (random.nextInt(3) == 0) {
                    weigh();
                }
            }
            weigh();
            assertEquals(persons(one), persons(other), "round " + round);
            assertEquals(conflicts(one), conflicts(other), "round " + round);
        }
    }

    private Set<String> persons(Site site) {
        return texts("select visitor || ' is ' || person as text from person_visitor where site_id = $1", site);
    }

    private Set<String> conflicts(Site site) {
        return texts("select one || ' or ' || other || reason as text from join_conflict where site_id = $1", site);
    }

    private Set<String> texts(String sql, Site site) {
        Set<String> texts = new TreeSet<>();
        data.database().query(sql, site.id()).await().forEach(row -> texts.add(row.getString("text")));
        return texts;
    }

    private void hear(UUID visitor, long time, ContactValue value) {
        learning.learn(data.bakery().id(), List.of(new Heard(visitor, List.of(value), time, "identify")))
                .await();
    }

    private void weigh() {
        joining.weigh().await();
    }

    private static ContactValue email(String address) {
        return ContactValue.of(ContactField.EMAIL, address, "BD").orElseThrow();
    }

    private static ContactValue phone(String number) {
        return ContactValue.of(ContactField.PHONE, number, "BD").orElseThrow();
    }
}
