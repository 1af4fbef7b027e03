package io.warmtag.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.warmtag.event.Answer;
import io.warmtag.event.Mark;
import io.warmtag.event.NewEvent;
import io.warmtag.rule.audience.model.FactEvent;
import io.warmtag.rule.audience.model.Life;
import io.warmtag.testkit.TestSite;
import io.warmtag.visitor.model.PersonEvent;
import io.warmtag.visitor.model.PersonState;
import io.warmtag.visitor.model.SettingsHistory;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The database ({@code consent_of}) and a life that is read say the same of what somebody answers, as of each moment. */
class AnswerPropertyTest {
    private static final String PURPOSE = "ad_user_data";
    private static final int PEOPLE = 60;
    private static final int MOST_EVENTS = 9;

    private TestSite world;

    /** Something that one of a person's visitors did. */
    private record Deed(UUID visitor, UUID id, String name, Instant received, Mark mark, String context) {
        /** What bots and staff do says nothing, but for a withdrawal. */
        private boolean counts() {
            return mark == Mark.PERSON || name.equals(NewEvent.CONSENT_WITHDRAWN);
        }
    }

    @BeforeEach
    void start() {
        world = new TestSite();
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @ParameterizedTest
    @CsvSource({"1,true", "2,true", "3,false", "4,false"})
    void sayTheSameOfAnyHistory(long seed, boolean asks) {
        world.run("update site set consent = $1 where id = $2", asks ? "ask" : "none", site());
        var random = new Random(seed);
        for (int i = 0; i < PEOPLE; i++) {
            List<UUID> visitors = person(random);
            List<Deed> deeds = deeds(random, visitors);
            store(deeds);
            var life = new Life(
                    PersonState.EMPTY,
                    deeds.stream()
                            .filter(Deed::counts)
                            .map(AnswerPropertyTest::fact)
                            .toList(),
                    List.of(),
                    SettingsHistory.defaults(),
                    asks);
            for (Deed until : deeds) {
                Instant known = until.received.minusMillis(random.nextInt(2));
                Answer answer = life.answer(PURPOSE, known.toEpochMilli());
                UUID asked = visitors.get(random.nextInt(visitors.size()));
                assertEquals(answer, stored(asked, known), () -> seed + ", as of " + known + ": " + deeds);
                assertEquals(answer.isWord(asks), isWord(asked, known), () -> seed + ", as of " + known + ": " + deeds);
            }
        }
    }

    private int site() {
        return world.bakery().id();
    }

    /** One visitor or several who are one person. */
    private List<UUID> person(Random random) {
        List<UUID> visitors = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            visitors.add(new UUID(random.nextLong(), random.nextLong()));
        }
        if (visitors.size() > 1) {
            visitors.forEach(visitor -> world.run(
                    "insert into person_visitor (site_id, visitor, person) values ($1, $2, $3)",
                    site(),
                    visitor,
                    visitors.get(0)));
        }
        return visitors;
    }

    /** In the order in which they came in, some at once; ids are of the times at which they happened. */
    private List<Deed> deeds(Random random, List<UUID> visitors) {
        Instant received = Instant.ofEpochMilli(System.currentTimeMillis()).minusSeconds(100_000);
        List<Deed> deeds = new ArrayList<>();
        for (int i = random.nextInt(MOST_EVENTS); i >= 0; i--) {
            received = received.plusMillis(random.nextInt(3) * 1_000L);
            Instant happened = received.minusSeconds(random.nextInt(4) == 0 ? random.nextInt(5_000) : 0);
            boolean withdraws = random.nextInt(8) == 0;
            deeds.add(new Deed(
                    visitors.get(random.nextInt(visitors.size())),
                    world.idAt(happened),
                    withdraws ? NewEvent.CONSENT_WITHDRAWN : "page_view",
                    received,
                    random.nextInt(6) == 0 ? Mark.BOT : Mark.PERSON,
                    withdraws ? "{\"consent\":{\"" + PURPOSE + "\":\"denied\"}}" : context(random)));
        }
        return deeds;
    }

    private static String context(Random random) {
        var context = new JsonObject();
        if (random.nextInt(3) > 0) {
            context.put("url", "https://bakery.example/?\"" + PURPOSE + "\":\"granted\"");
        }
        if (random.nextInt(3) == 0) {
            context.put(Answer.KEYED, true);
        }
        if (random.nextBoolean()) {
            var consent = new JsonObject().put("ad_storage", random.nextBoolean() ? "granted" : "denied");
            List<String> words = List.of("", "granted", "denied", "default");
            String said = words.get(random.nextInt(words.size()));
            context.put("consent", said.isEmpty() ? consent : consent.put(PURPOSE, said));
        }
        return random.nextInt(12) == 0 ? NewEvent.IMPORTED : context.encode();
    }

    private void store(List<Deed> deeds) {
        deeds.forEach(deed -> world.run(
                """
                insert into event (site_id, id, visitor, name, time, received, mark, remarks, data, context)
                values ($1, $2, $3, $4, $5, $5, $6, null, '{}', $7)
                """, site(), deed.id, deed.visitor, deed.name, utc(deed.received), deed.mark.code(), deed.context));
    }

    private static FactEvent fact(Deed deed) {
        long received = deed.received.toEpochMilli();
        return new FactEvent(new PersonEvent(deed.id, deed.name, received), received, "{}", deed.context);
    }

    private Answer stored(UUID visitor, Instant known) {
        for (Row row : consentOf(visitor, known)) {
            return Answer.of(new JsonObject(row.getString("context")), PURPOSE);
        }
        return Answer.NOTHING;
    }

    private boolean isWord(UUID visitor, Instant known) {
        for (Row row : consentOf(visitor, known)) {
            return row.getBoolean("says");
        }
        return false;
    }

    private Iterable<Row> consentOf(UUID visitor, Instant known) {
        return world.database()
                .query("select context, says from consent_of($1, $2, $3, $4)", site(), visitor, PURPOSE, utc(known))
                .await();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
