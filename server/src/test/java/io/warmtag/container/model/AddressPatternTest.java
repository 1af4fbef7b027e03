package io.warmtag.container.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.warmtag.catalog.Kind;
import io.warmtag.catalog.ValueJson;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class AddressPatternTest {
    private final Draftsman draft = new Draftsman();

    private static boolean matches(String wanted, String address) {
        return Pattern.compile(AddressPattern.of(wanted).orElseThrow(), Pattern.CASE_INSENSITIVE)
                .matcher(address)
                .find();
    }

    @Test
    void takesAddressesOfTheSamePage() {
        String cart = "https://www.shop.example/Cart/?a=1#b";
        for (String same : List.of(
                "https://shop.example/cart",
                "http://www.shop.example/cart/",
                "https://SHOP.example/cart?x=/y",
                "https://shop.example/cart#top")) {
            assertTrue(matches(cart, same), same);
        }
        for (String other : List.of(
                "https://shop.example/cart/2",
                "https://shop.example/",
                "https://shopXexample/cart",
                "https://m.shop.example/cart",
                "https://shop.example:8443/cart",
                "https://a.example/?u=https://shop.example/cart")) {
            assertFalse(matches(cart, other), other);
        }
        assertTrue(matches("http://shop.example:8080", "http://shop.example:8080/?x"));
        assertTrue(matches(
                "https://shop.example:443/শাড়ি",
                "https://shop.example/%E0%A6%B6%E0%A6%BE%E0%A6%A1%E0%A6%BC%E0%A6%BF"));
        for (String odd : List.of("/cart", "shop.example/cart", "mailto:a@b.example", "https://", "a b")) {
            assertEquals(Optional.empty(), AddressPattern.of(odd), odd);
        }
    }

    @Test
    void isAConditionThatThePageUnderstands() {
        String trigger =
                "{'name':'Cart','type':'page_view','conditions':[{'left':'{{Page URL}}','operator':'url_matches',"
                        + "'right':'%s'}]}";
        int id = draft.trigger(trigger.formatted("https://shop.example/cart"));
        draft.tag("{'name':'A','type':'image','params':{'url':'/x'},'firing':[" + id + "]}");
        String compiled = ValueJson.write(
                Compiler.compile(draft.content(), draft.catalog, true).tags().orElseThrow());
        assertTrue(
                compiled.contains("\"matches_regex\",\"^https?://(www\\\\.)?shop\\\\.example\\\\/cart/?([?#]|$)\",2]"),
                compiled);
        for (String odd : List.of("/cart", "{{Page URL}}")) {
            assertEquals(
                    List.of("conditions[0].right: problem.condition.address"),
                    draft.refusal(Kind.TRIGGER, trigger.formatted(odd).replace("'Cart'", "'Odd'")));
        }
    }
}
