package io.warmtag.rule.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.warmtag.catalog.Problem;
import io.warmtag.catalog.Value;
import io.warmtag.catalog.ValueJson;
import io.warmtag.rule.model.Limits.Quiet;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleModelTest {
    private static final ZoneId DHAKA = ZoneId.of("Asia/Dhaka");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'name':'a','when':{'kind':'event','event':'x','where':[{'path':'items.price','op':'least','value':'5'}],"
                        + "'after':30,'unless':{'order':true,'events':['y']}},'if':{'kind':'audience','audience':1},"
                        + "'steps':[{'kind':'offer','offer':1},{'kind':'wait','minutes':5},"
                        + "{'kind':'send','destination':2,'event':'TempHot'}],'limits':{'per_person':{'times':1,'days':14},"
                        + "'overall':{'times':100,'days':1},'quiet':{'from':'22:00','to':'09:00'},"
                        + "'start':'2026-05-20T12:00:00Z','end':'2026-05-21T12:00:00Z'},'holdout':20,'exit':'none',"
                        + "'purpose':'ad_storage'}",
                "{'name':'b','when':{'kind':'temperature','from':'hot'}}",
                "{'name':'c','when':{'kind':'audience','audience':3,'change':'left'}}",
                "{'name':'d','when':{'kind':'once','audience':3,'at':'2026-05-20T12:00:00Z'}}"
            })
    void readsWhatItWrites(String json) {
        Rule rule = read(json, new ArrayList<>());
        List<Problem> problems = new ArrayList<>();
        Rule again = RuleReader.read((Value.Fields) ValueJson.read(ValueJson.write(RuleJson.write(rule))), problems);
        assertEquals(List.of(), problems);
        assertEquals(rule, again);
    }

    @Test
    void findsAllThatIsWrongAtOnce() {
        List<Problem> problems = new ArrayList<>();
        Rule read = read(
                "{'when':{'kind':'event','event':' ','where':[{'path':'','op':'least','value':'many'}],'unless':{'order':true}},"
                        + "'steps':[{'kind':'dance'},{'kind':'wait','minutes':0}],'holdout':51,'purpose':'fun','extra':1,"
                        + "'limits':{'per_person':{'times':0,'days':400},'quiet':{'from':'9','to':'09:00'}}}",
                problems);
        assertEquals(1, read.steps().size());
        assertEquals(
                List.of(
                        "extra",
                        "holdout",
                        "limits.per_person.days",
                        "limits.per_person.times",
                        "limits.quiet.from",
                        "name",
                        "purpose",
                        "steps",
                        "steps[0].kind",
                        "steps[1].minutes",
                        "when.event",
                        "when.unless",
                        "when.where[0].path",
                        "when.where[0].value"),
                problems.stream().map(Problem::field).sorted().toList());
    }

    @ParameterizedTest
    @CsvSource({
        // Dhaka is 6 hours ahead: 22:00 there is 16:00 UTC, 09:00 is 03:00.
        "2026-05-20T15:59:59Z, 2026-05-20T15:59:59Z",
        "2026-05-20T16:00:00Z, 2026-05-21T03:00:00Z",
        "2026-05-20T19:00:00Z, 2026-05-21T03:00:00Z",
        "2026-05-21T02:59:59Z, 2026-05-21T03:00:00Z",
        "2026-05-21T03:00:00Z, 2026-05-21T03:00:00Z"
    })
    void putsOffToTheEndOfTheQuietHoursOvernight(Instant due, Instant done) {
        assertEquals(done, new Quiet(LocalTime.of(22, 0), LocalTime.of(9, 0)).after(due, DHAKA));
    }

    @Test
    void putsOffToTheEndOfTheQuietHoursAtNoon() {
        var lunch = new Quiet(LocalTime.of(12, 0), LocalTime.of(13, 30));
        assertEquals(Instant.parse("2026-05-20T07:30:00Z"), lunch.after(Instant.parse("2026-05-20T06:00:00Z"), DHAKA));
        assertEquals(Instant.parse("2026-05-20T07:30:00Z"), lunch.after(Instant.parse("2026-05-20T07:30:00Z"), DHAKA));
    }

    @Test
    void holdsOutItsShareAndEachRuleOthers() {
        var random = new Random(1);
        int one = 0;
        int both = 0;
        for (int i = 0; i < 20_000; i++) {
            UUID person = new UUID(random.nextLong(), random.nextLong());
            boolean out = Holdout.draws(1, person, 10);
            assertEquals(out, Holdout.draws(1, person, 10));
            one += out ? 1 : 0;
            both += out && Holdout.draws(2, person, 10) ? 1 : 0;
            assertFalse(Holdout.draws(1, person, 0));
            assertTrue(Holdout.draws(1, person, 100));
            // Who is held out stays so when the share grows.
            assertTrue(!out || Holdout.draws(1, person, 20));
        }
        assertTrue(one > 1_850 && one < 2_150, "one in ten, not " + one);
        assertTrue(both > 140 && both < 260, "one in a hundred by both, not " + both);
    }

    @ParameterizedTest
    @CsvSource({
        "value, least, 1290, true",
        "value, least, 1291, false",
        "value, is, 1290.0, true",
        "size, is, 36F, false",
        "size, is, 36d, true",
        "items.item_id, is, sku_2, true",
        "items.item_id, is_not, SKU_2, false",
        "items.item_id, is_not, SKU_3, true",
        "coupon, exists, '', false",
        "currency, contains, bd, true",
        "currency, most, 5, false"
    })
    void testsPartsOfAnEvent(String path, String op, String value, boolean passes) {
        Value data = ValueJson.read(
                "{\"value\":1290,\"size\":\"36D\",\"currency\":\"BDT\",\"items\":[{\"item_id\":\"SKU_1\"},{\"item_id\":\"SKU_2\"}]}");
        assertEquals(passes, new DataTest(path, DataTest.Op.valueOf(op.toUpperCase(Locale.ROOT)), value).passes(data));
    }

    @Test
    void waitsBeforeTheStepThatComesAfterTheWaits() {
        Rule rule = read(
                "{'name':'a','when':{'kind':'event','event':'x'},'steps':[{'kind':'wait','minutes':5},{'kind':'wait','minutes':6},"
                        + "{'kind':'offer','offer':1},{'kind':'offer','offer':2}]}",
                new ArrayList<>());
        assertEquals(List.of(2, 3), Steps.actions(rule));
        Instant at = Instant.parse("2026-05-20T12:00:00Z");
        assertEquals(at.plusSeconds(660), Steps.due(rule, 2, at));
        assertEquals(at, Steps.due(rule, 3, at));
    }

    private static Rule read(String json, List<Problem> problems) {
        return RuleReader.read((Value.Fields) ValueJson.read(json.replace('\'', '"')), problems);
    }
}
