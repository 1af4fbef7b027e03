package io.warmtag.rule;

import io.vertx.core.json.JsonObject;
import io.warmtag.event.Mark;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A day of traffic is taken by the rules as it comes in, and then they are run over that day: both name the same people at the
 * same times. With events that come late or twice, bots, orders, changes of consent, limits, holdouts, quiet hours, waits, and
 * visitors who turn out to be one person.
 */
class BacktestAgreementTest {
    private static final int PERSONS = 24;
    private static final int STEPS = 500;
    private static final List<String> NAMES = List.of(
            "view_item",
            "view_item",
            "view_item",
            "add_to_cart",
            "add_to_cart",
            "remove_from_cart",
            "purchase",
            "page_view");
    private static final long DAY_MS = Duration.ofDays(1).toMillis();

    private final TrafficDay day = new TrafficDay();

    @AfterEach
    void stop() {
        day.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aDayIsReplayedExactlyAsItWas(long seed) {
        var random = new Random(seed);
        day.begin(rules(audiences()));
        for (int i = 0; i < STEPS; i++) {
            passes(random);
            something(random);
        }
        day.timePasses(Duration.ZERO);
        day.agrees(4);
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6, 16})
    void soIsOneOnWhichVisitorsTurnOutToBeOnePerson(long seed) {
        var random = new Random(seed);
        day.begin(rules(audiences()));
        for (int i = 0; i < STEPS; i++) {
            passes(random);
            UUID older = TrafficDay.visitor(random.nextInt(PERSONS));
            UUID younger = TrafficDay.visitor(random.nextInt(PERSONS));
            if (i % 40 == 20 && !older.equals(younger) && day.isAlone(older) && day.isAlone(younger)) {
                day.join(older, younger);
            } else {
                something(random);
            }
        }
        day.timePasses(Duration.ZERO);
        day.agrees(4);
    }

    private int[] audiences() {
        return new int[] {
            day.shop.audience("Looked twice", "{'kind':'event','name':'view_item','least':2,'minutes':30}"),
            day.shop.audience(
                    "Left a cart", "{'kind':'event','name':'add_to_cart','measure':'last','least':45,'most':240}"),
            day.shop.audience("Agreed", "{'kind':'consent','purpose':'ad_storage','granted':true}")
        };
    }

    private List<String> rules(int[] audiences) {
        List<String> all = new ArrayList<>(List.of(
                "{'name':'at once','holdout':20,'when':{'kind':'event','event':'add_to_cart'},'purpose':'ad_storage',"
                        + "'limits':{'per_person':{'times':2,'days':1}}}",
                "{'name':'data','holdout':0,'when':{'kind':'event','event':'add_to_cart',"
                        + "'where':[{'path':'value','op':'least','value':'500'}]}}",
                "{'name':'later','holdout':10,'when':{'kind':'event','event':'add_to_cart','after':60,"
                        + "'unless':{'order':true,'events':['remove_from_cart']}},'if':{'kind':'temperature','is':['warm']},"
                        + "'purpose':'ad_user_data','steps':[{'kind':'offer','offer':7}],"
                        + "'limits':{'per_person':{'times':1,'days':1},'quiet':{'from':'22:00','to':'09:00'}}}",
                "{'name':'warm','holdout':10,'when':{'kind':'temperature','to':'warm','after':30}}",
                "{'name':'warm now','holdout':10,'when':{'kind':'temperature','to':'warm'},"
                        + "'if':{'kind':'all','of':[{'kind':'orders','most':0},{'kind':'temperature','is':['warm']}]}}",
                "{'name':'budget','holdout':10,'when':{'kind':'event','event':'view_item'},"
                        + "'limits':{'overall':{'times':12,'days':1}}}",
                "{'name':'visit','holdout':0,'when':{'kind':'event','event':'view_item'},"
                        + "'if':{'kind':'visit','which':'last','field':'utm_source','op':'is','values':['google']},"
                        + "'limits':{'end':'" + Instant.ofEpochMilli(day.shop.now.get() - DAY_MS / 2) + "'}}"));
        all.add("{'name':'agreed','holdout':0,'when':{'kind':'event','event':'view_item'},"
                + "'if':{'kind':'consent','purpose':'ad_user_data','granted':true}}");
        all.add("{'name':'agrees now','holdout':0,'when':{'kind':'audience','audience':" + audiences[2]
                + ",'change':'entered'}}");
        all.add("{'name':'looked','holdout':10,'when':{'kind':'audience','audience':" + audiences[0]
                + ",'change':'entered'},'purpose':'ad_storage','limits':{'per_person':{'times':3,'days':1}}}");
        all.add("{'name':'left','holdout':0,'when':{'kind':'audience','audience':" + audiences[1]
                + ",'change':'entered','after':5}}");
        return all;
    }

    private void passes(Random random) {
        day.timePasses(Duration.ofMillis(1 + random.nextInt((int) (2 * DAY_MS / STEPS))));
    }

    /** Some come a while later than they happened, some so late that nothing follows: that is known from then on. */
    private void something(Random random) {
        UUID visitor = TrafficDay.visitor(random.nextInt(PERSONS));
        int luck = random.nextInt(20);
        Duration ago = luck == 0 ? Duration.ofHours(2) : Duration.ofMillis(luck < 4 ? random.nextInt(3_000_000) : 0);
        var context = new JsonObject().put("url", "https://bakery.example/");
        if (random.nextInt(3) > 0) {
            context.put("consent", TrafficDay.consent(random));
        }
        if (random.nextInt(4) == 0) {
            context.put("campaign", new JsonObject().put("utm_source", random.nextBoolean() ? "google" : "fb"));
        }
        if (random.nextInt(6) == 0) {
            context = TrafficDay.KEYED.copy();
        }
        day.happens(
                visitor,
                NAMES.get(random.nextInt(NAMES.size())),
                ago,
                random.nextInt(25) == 0 ? Mark.BOT : Mark.PERSON,
                new JsonObject().put("value", random.nextInt(1_000)),
                context);
    }
}
