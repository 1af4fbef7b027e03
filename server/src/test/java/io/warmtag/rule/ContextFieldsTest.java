package io.warmtag.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContextFieldsTest {
    private static final String CONTEXT = """
            {"url":"https://shop.example/?a=\\"x}\\"","campaign":{"utm_source":"ঈদ","utm_medium":"cpc"},"list":[1,{"url":2},"]"],\
            "n":-1.5e3,"yes":true,"none":null,"consent":{"ad_storage":"granted","ad_user_data":"denied"},"campaignx":{"utm_source":"no"}}""";

    private static String cut(String json, String... paths) {
        byte[] bytes = ("xx" + json).getBytes(StandardCharsets.UTF_8);
        return new String(new ContextFields(List.of(paths)).cut(bytes, 2), StandardCharsets.UTF_8);
    }

    @Test
    void keepsWhatIsLookedAtAsItStands() {
        assertEquals("{\"url\":\"https://shop.example/?a=\\\"x}\\\"\"}", cut(CONTEXT, "url"));
        assertEquals("{\"campaign\":{\"utm_source\":\"ঈদ\"}}", cut(CONTEXT, "campaign.utm_source"));
        assertEquals(
                "{\"campaign\":{\"utm_medium\":\"cpc\"},\"n\":-1.5e3,\"none\":null,\"consent\":{\"ad_user_data\":\"denied\"}}",
                cut(CONTEXT, "consent.ad_user_data", "n", "none", "campaign.utm_medium"));
    }

    @Test
    void findsNothingWhereThereIsNothing() {
        assertEquals("{}", cut(CONTEXT));
        assertEquals("{}", cut(CONTEXT, "referrer"));
        assertEquals("{}", cut("{}", "url"));
        assertEquals("{}", cut("{ }", "url"));
        assertEquals("{\"url\":true}", cut("{\"url\":\"/bread\",\"n\":1}", "url?", "title?"), "that it is there");
        assertEquals("{\"url\":\"/bread\"}", cut("{\"url\":\"/bread\"}", "url?", "url"), "both are wanted");
        assertEquals("{}", cut("{\"consent\":\"all\"}", "consent.ad_storage"), "not what it should be");
        assertEquals("{\"a\":1}", cut("{ \"a\" : 1 , \"b\" : [ ] }", "a"));
    }
}
