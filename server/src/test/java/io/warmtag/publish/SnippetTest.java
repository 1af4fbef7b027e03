package io.warmtag.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.warmtag.site.Site;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SnippetTest {
    private static final Snippet SNIPPET = new Snippet(new Manifest(
            "", Map.of(), "load('__URL__','__SITE__','__LAYER__')", "<img src=\"__BASE__/e.gif?site=__SITE__\">"));

    @Test
    void loadsTheSitesContainer() {
        Site site = ContainerAssemblerTest.site(Site.Consent.ASK, true);
        assertEquals(
                "<script>load('https://a.example/t/WT-7K2M9QX.js','WT-7K2M9QX','dataLayer')</script>",
                SNIPPET.html(site, "https://a.example", Optional.empty()));
        assertEquals(
                "<script nonce=\"r4&quot;>\">",
                SNIPPET.html(site, "https://a.example", Optional.of("r4\">"))
                        .replaceFirst("load.*", "")
                        .replace("&gt;", ">"));
    }

    @Test
    void countsVisitsWithoutJavaScriptOnlyWhereNobodyHasToBeAsked() {
        assertEquals(
                Optional.empty(),
                SNIPPET.noscript(ContainerAssemblerTest.site(Site.Consent.ASK, true), "https://a.example"));
        assertEquals(
                Optional.of("<img src=\"https://a.example/e.gif?site=WT-7K2M9QX\">"),
                SNIPPET.noscript(ContainerAssemblerTest.site(Site.Consent.NONE, true), "https://a.example"));
    }

    @Test
    void leavesNoPlaceholderOfTheRealSnippet() {
        var real = new Snippet(Manifest.load());
        Site site = ContainerAssemblerTest.site(Site.Consent.NONE, true);
        String all = real.html(site, "https://a.example", Optional.empty())
                + real.noscript(site, "https://a.example").orElseThrow();
        assertFalse(all.matches("(?s).*__[A-Z]+__.*"), all);
    }
}
