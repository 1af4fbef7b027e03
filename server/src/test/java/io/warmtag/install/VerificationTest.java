package io.warmtag.install;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.warmtag.site.Site;
import org.junit.jupiter.api.Test;

class VerificationTest {
    @Test
    void beginsWithTheFrontPageAndWithTheDemoShopWhereThatIs() {
        // This server has a name on the shop's own domain, as it should; the shop's pages aren't there.
        Site bakery = InstallationTest.site("WT-7K2M9QX", "bakery.com.bd");
        assertEquals("https://bakery.com.bd/", Verification.home(bakery, "https://t.bakery.com.bd"));
        Site demo = InstallationTest.site(Site.DEMO, "localhost");
        assertEquals("http://localhost:8080/demo", Verification.home(demo, "http://localhost:8080"));
        assertEquals("https://localhost/", Verification.home(demo, "http://192.168.1.5:8080"));
    }
}
