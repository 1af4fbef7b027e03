package io.warmtag.install;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.warmtag.site.Site;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerificationTest {
    private static Site site(String id, String domain) {
        return new Site(
                1,
                id,
                "Bakery",
                List.of(domain),
                Site.Consent.ASK,
                true,
                "bn",
                ZoneId.of("Asia/Dhaka"),
                "BDT",
                400,
                List.of(),
                "token",
                Instant.EPOCH);
    }

    @Test
    void beginsWithTheFrontPageAndWithTheDemoShopWhereThatIs() {
        // This server has a name on the shop's own domain, as it should; the shop's pages aren't there.
        Site bakery = site("WT-7K2M9QX", "bakery.com.bd");
        assertEquals("https://bakery.com.bd/", Verification.home(bakery, "https://t.bakery.com.bd"));
        Site demo = site(Site.DEMO, "localhost");
        assertEquals("http://localhost:8080/demo", Verification.home(demo, "http://localhost:8080"));
        assertEquals("https://localhost/", Verification.home(demo, "http://192.168.1.5:8080"));
    }
}
