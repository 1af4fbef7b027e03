package io.warmtag.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PagesTest {
    private record Page(String title, String text, String detail) {}

    private final Pages pages = Pages.load(Messages.load(), StaticAssets.load());
    private final PagesContext context = new PagesContext(
            "en",
            new Formats("en", ZoneId.of("Asia/Dhaka"), "BDT"),
            Instant.EPOCH,
            "nonce",
            "token",
            Map.of("otherQuery", ""));

    @Test
    void escapesWhatPeopleWrote() {
        String html = pages.render("error/error", new Page("<b>", "\"x\" & <script>", "d"), context);
        assertTrue(html.contains("&quot;x&quot; &amp; &lt;script&gt;"));
        assertTrue(html.contains("<h1>&lt;b&gt;</h1>"));
    }

    @Test
    void failsWhenATemplateNamesWhatIsNotThere() {
        var failure =
                assertThrows(RuntimeException.class, () -> pages.render("error/error", Map.of("title", "x"), context));
        assertTrue(String.valueOf(failure.getMessage()).contains("text"), failure.toString());
    }

    @Test
    void namesAnUnknownPage() {
        var failure = assertThrows(IllegalArgumentException.class, () -> pages.render("no/page", Map.of(), context));
        assertEquals("no template pages/no/page", failure.getMessage());
    }
}
