package io.warmtag.rule.audience.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.warmtag.catalog.Problem;
import io.warmtag.catalog.ValueJson;
import io.warmtag.container.Sentences;
import io.warmtag.web.Messages;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConditionReaderTest {
    private final Sentences sentences = new Sentences(Messages.load());

    @Test
    void namesTheFieldAndTheRemedyOfEachMistake() {
        assertEquals(
                List.of(
                        "condition.kind must be one of: all, any, none, temperature, buyer, score, event, product, bought, orders, visit, consent, reach, audience."),
                wrong("{'kind':'x'}"));
        assertEquals(
                1, wrong("{'kind':'event','name':'a','least':1,'colour':'red'}").size());
        assertTrue(wrong("{'kind':'all','of':[{'kind':'score'}]}").get(0).startsWith("condition.of[0].least or most"));
        assertTrue(wrong("{'kind':'all','of':[]}").get(0).startsWith("condition.of "));
        assertTrue(wrong("{'kind':'event','name':'a','least':1,'data':[{'path':'','values':['1']}]}")
                .get(0)
                .startsWith("condition.data[0].path"));
        assertTrue(wrong("{'kind':'event','name':'a','least':1,'data':[{'path':'v','op':'least','values':['x']}]}")
                .get(0)
                .startsWith("condition.data[0].values"));
        assertTrue(wrong("{'kind':'temperature','is':['tepid']}").get(0).startsWith("condition.is[0]"));
        assertTrue(
                wrong("{'kind':'event','name':'a','least':2,'most':1}").get(0).startsWith("condition.most"));
        assertTrue(wrong("{'kind':'event','name':'a','measure':'last','most':5,'minutes':5}")
                .get(0)
                .startsWith("condition.minutes"));
        assertTrue(wrong("{'kind':'visit','field':'ip','values':['1']}").get(0).startsWith("condition.field"));
        assertTrue(wrong("[]").get(0).startsWith("condition "));
    }

    @Test
    void refusesEndlessNesting() {
        String deep = "{'kind':'score','least':1}";
        for (int i = 0; i < 8; i++) {
            deep = "{'kind':'all','of':[" + deep + "]}";
        }
        assertTrue(wrong(deep).get(0).contains("nested deeper"));
    }

    @Test
    void saysEveryKindInBothLanguages() {
        String[] all = {
            "{'kind':'temperature','is':['warm','hot']}",
            "{'kind':'buyer','is':['lapsed']}",
            "{'kind':'score','least':5,'most':9.5}",
            "{'kind':'event','name':'add_to_cart','least':1,'minutes':10080}",
            "{'kind':'event','name':'add_to_cart','most':0}",
            "{'kind':'event','name':'view_item','least':3,'most':3,'items':[{'path':'price','op':'most','values':['500']}]}",
            "{'kind':'event','name':'add_to_cart','measure':'sum','field':'value','least':1000,'data':[{'path':'value','op':'exists'}]}",
            "{'kind':'event','name':'add_to_cart','measure':'last','least':120,'most':4320}",
            "{'kind':'product','did':'carted','by':'item_category','values':['Sarees']}",
            "{'kind':'orders','most':0}",
            "{'kind':'orders','stage':'kept','measure':'sum','least':5000,'currency':'BDT','minutes':60}",
            "{'kind':'orders','stage':'delivered','measure':'last','most':43200}",
            "{'kind':'visit','which':'first','field':'url','op':'contains','values':['/sale']}",
            "{'kind':'visit','which':'any','field':'utm_source','values':['facebook'],'minutes':1440}",
            "{'kind':'consent','purpose':'ad_storage','granted':false}",
            "{'kind':'audience','audience':3}",
            "{'kind':'none','of':[{'kind':'orders','most':0},{'kind':'score','most':3}]}",
        };
        var text = new ConditionText(id -> "Warm");
        for (String json : all) {
            Condition condition = Told.condition(json);
            for (String language : Messages.LANGUAGES) {
                String said = sentences.text(language, text.of(condition));
                assertFalse(said.isBlank() || said.contains("{"), said);
            }
        }
        assertEquals(
                "is warm or hot and has not bought in the last 2 hours",
                sentences.text(
                        "en",
                        text.of(
                                Told.condition(
                                        "{'kind':'all','of':[{'kind':'temperature','is':['warm','hot']},{'kind':'orders','most':0,'minutes':120}]}"))));
        assertEquals(
                "(“Put in the cart” with value is at least 500 in the last 7 days or has a score of at least 5) and is in the audience “Warm”",
                sentences.text(
                        "en",
                        text.of(
                                Told.condition(
                                        "{'kind':'all','of':[{'kind':'any','of':[{'kind':'event','name':'add_to_cart','least':1,'minutes':10080,'data':[{'path':'value','op':'least','values':['500']}]},{'kind':'score','least':5}]},{'kind':'audience','audience':1}]}"))));
    }

    @Test
    void saysAnEventAsPeopleCallItAndAnOwnOneByItsName() {
        var text = new ConditionText(id -> "Warm");
        assertEquals(
                "last “Put in the cart” at most 2 hours ago",
                sentences.text(
                        "en",
                        text.of(Told.condition("{'kind':'event','name':'add_to_cart','measure':'last','most':120}"))));
        assertEquals(
                "“bkash_paid” কখনো ঘটেনি",
                sentences.text("bn", text.of(Told.condition("{'kind':'event','name':'bkash_paid','most':0}"))));
    }

    private List<String> wrong(String json) {
        var problems = new ArrayList<Problem>();
        assertTrue(ConditionReader.read(ValueJson.read(json.replace('\'', '"')), "condition", problems)
                .isEmpty());
        return problems.stream()
                .map(problem -> problem.field() + " " + sentences.text("en", problem.message()))
                .toList();
    }
}
