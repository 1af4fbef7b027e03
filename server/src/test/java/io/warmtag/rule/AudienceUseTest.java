package io.warmtag.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.warmtag.catalog.Problem;
import io.warmtag.catalog.Value;
import io.warmtag.catalog.ValueJson;
import io.warmtag.rule.model.RuleReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AudienceUseTest {
    @Test
    void findsAudiencesInWhatMakesARuleFireAndInItsCondition() {
        assertEquals(Set.of(3), used("'when':{'kind':'audience','audience':3,'change':'entered'}"));
        assertEquals(Set.of(4), used("'when':{'kind':'once','audience':4}"));
        assertEquals(
                Set.of(5, 6),
                used(
                        "'when':{'kind':'event','event':'page_view'},'if':{'kind':'any','of':[{'kind':'audience','audience':5},"
                                + "{'kind':'none','of':[{'kind':'audience','audience':6}]}]}"));
        assertEquals(Set.of(), used("'when':{'kind':'event','event':'page_view'}"));
    }

    private static Set<Integer> used(String when) {
        List<Problem> problems = new ArrayList<>();
        String json = ("{'name':'a'," + when + "}").replace('\'', '"');
        var rule = RuleReader.read((Value.Fields) ValueJson.read(json), problems);
        assertEquals(List.of(), problems);
        return AudienceConditions.audiencesOf(rule);
    }
}
