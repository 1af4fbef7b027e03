package io.warmtag.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a marketer does with feeds, by forms, and what he is told of a file that is no good. */
@TestInstance(Lifecycle.PER_CLASS)
class FeedPagesTest {
    private static final String READ = "The file was read.";
    private static final String GOOD =
            "id,title,price,availability\nP-1,Nakshi saree,4500 BDT,in stock\nP-2,Panjabi,cheap,in stock\n";

    @RegisterExtension
    final ShopConsole console = new ShopConsole();

    @Test
    void saysWhatCameOfFileAndWhichRowWasWrong() {
        String feed = console.done("/feeds", "name", "Catalogue", "address", "", "every_minutes", "60");
        String unused = console.done(feed + "/upload", "content", GOOD);

        String page = console.page(feed);
        assertTrue(page.contains(READ), page);
        assertTrue(page.contains("cheap"), "the wrong price is named");
        assertTrue(console.page("/products").contains("Nakshi saree"));
    }

    @Test
    void saysWhatIsWrongWithFileInsteadOfThatItWasRead() {
        String feed = console.done("/feeds", "name", "Catalogue", "address", "", "every_minutes", "60");
        String unused = console.done(feed + "/upload", "content", "Nakshi saree;4500\nPanjabi;1290\n");

        String page = console.page(feed);
        assertFalse(page.contains(READ), page);
        assertTrue(page.contains("one of them has to be id"), page);

        HttpResponse<String> nothing = console.send(feed + "/upload", "content", "");
        assertEquals(422, nothing.statusCode());
        assertTrue(nothing.body().contains("Choose a file or paste its content."), nothing.body());
    }

    @Test
    void keepsWhatWasTypedWhenFeedWasChangedInAnotherWindow() {
        String feed = console.done("/feeds", "name", "Catalogue", "address", "", "every_minutes", "60");
        String stored = console.page(feed + "/edit").replaceAll("(?s).*name=\"stored\" value=\"([^\"]+)\".*", "$1");
        String unused = console.done(feed, "name", "First", "address", "", "every_minutes", "60");

        HttpResponse<String> second =
                console.send(feed, "name", "Second", "address", "", "every_minutes", "60", "stored", stored);
        assertEquals(409, second.statusCode());
        assertTrue(second.body().contains("Second"), second.body());
        assertTrue(console.page("/feeds").contains("First"));
    }
}
