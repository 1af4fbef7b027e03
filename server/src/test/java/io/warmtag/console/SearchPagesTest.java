package io.warmtag.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SearchPagesTest {
    private static final Pattern SECTION =
            Pattern.compile("<li[^>]*><a href=\"([^\"]*)\"[^>]*>.*?</svg>([^<]+)</a></li>");
    private static final Pattern HIT = Pattern.compile("<li><a href=\"([^\"]*)\"><span class=\"break\">");

    @RegisterExtension
    final ShopConsole console = new ShopConsole();

    /** {@code name=value} as the name and the value. */
    private String done(String part, String... fields) {
        return console.done(
                part,
                Stream.of(fields)
                        .flatMap(field -> Stream.of(field.split("=", 2)))
                        .toArray(String[]::new));
    }

    private List<String> found(String wanted) {
        return addresses(HIT, console.page("/search?q=" + URLEncoder.encode(wanted, StandardCharsets.UTF_8)));
    }

    private List<String> addresses(Pattern pattern, String page) {
        List<String> addresses = new ArrayList<>();
        var matches = pattern.matcher(page);
        while (matches.find()) {
            addresses.add(matches.group(1)
                    .substring(("/console/sites/" + console.shop().publicId()).length()));
        }
        return addresses;
    }

    @Test
    void findsEverySectionInBothLanguages() {
        for (String language : List.of("bn", "en")) {
            Administrator.speak(console.browser, language);
            String nav = console.page("/tags");
            var sections = SECTION.matcher(nav);
            int count = 0;
            while (sections.find()) {
                List<String> hits = found(sections.group(2).strip());
                String address = sections.group(1);
                assertTrue(
                        hits.stream()
                                .anyMatch(hit -> address.endsWith(console.shop().publicId() + hit)),
                        address);
                count++;
            }
            assertTrue(count >= 18, nav);
        }
    }

    @Test
    void putsNamesBeforeTypesAndWhatIsTyped() {
        String typed = done("/tags", "type=custom_html", "name=Greeting", "params.html=<b>Eid Mubarak</b>");
        String inside = done("/triggers", "type=custom_event", "name=After eid", "params.event=later");
        String first = done("/variables", "type=constant", "name=Eid", "params.value=1");
        assertEquals(List.of(first, inside, typed), found("eid"));
        assertEquals(List.of(typed), found("custom html"));
        assertEquals(List.of(inside), found("LATER"));
        assertEquals(List.of("/variables?q=Page+URL"), found("page url"));
        assertEquals(List.of(), found("no such thing"));
    }

    @Test
    void findsWhatFollowsVisitors() {
        String audience = done("/audiences", "name=Eid people", "c.kind=all", "c.0.kind=score", "c.0.least=5");
        String offer = console.done("/offers", OfferPagesTest.GOOD);
        String destination = done(
                "/destinations",
                "kind=meta",
                "name=Eid ads",
                "value.pixel=123456789012345",
                "secret.token=EAAtoken0123456789abcdefghij",
                "event.0=purchase",
                "as.0=Purchase",
                "purpose=ad_user_data",
                "per_second=20",
                "at_once=2",
                "timeout_ms=5000");
        assertTrue(destination.startsWith("/destinations"), destination);
        List<String> hits = found("eid");
        assertEquals(3, hits.size(), hits::toString);
        assertTrue(hits.containsAll(List.of(audience, offer)), hits::toString);
        assertTrue(hits.stream().anyMatch(hit -> hit.startsWith("/destinations/")), hits::toString);
        assertEquals(List.of(console.done("/rules", RulesPagesTest.cart())), found("cart"));
        for (String hit : hits) {
            assertEquals(200, console.open(hit).statusCode(), hit);
        }
    }
}
