package io.warmtag.install;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.warmtag.publish.Manifest;
import io.warmtag.publish.Snippet;
import io.warmtag.site.Site;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class InstallationTest {
    private static final Site SITE = site("WT-7K2M9QX", "bakery.com.bd");
    private static final String PAGE = "https://www.bakery.com.bd/";
    private static final String HOST = "https://t.bakery.com.bd";

    static Site site(String id, String domain) {
        return new Site(
                1,
                id,
                "Bakery",
                List.of(domain),
                Site.Consent.ASK,
                true,
                null,
                "bn",
                ZoneId.of("Asia/Dhaka"),
                "BDT",
                400,
                List.of(),
                "token",
                Instant.EPOCH);
    }

    private static String snippet(String base, String nonce) {
        return new Snippet(Manifest.load()).html(SITE, base, Optional.of(nonce).filter(each -> !each.isEmpty()));
    }

    private static String page(String... head) {
        return "<!doctype html><html><head><title>Bread</title>" + String.join("", head)
                + "</head><body>WT</body></html>";
    }

    private static Arguments example(String name, String body, List<String> policies, String... findings) {
        return Arguments.of(name, new Page(URI.create(PAGE), 200, policies, body), List.of(findings));
    }

    static Stream<Arguments> examples() {
        String plain = page(snippet(HOST, ""));
        String nonced = page(snippet(HOST, "abc"));
        return Stream.of(
                example("as it should be", plain, List.of(), "GOOD installed"),
                example("own path", page(snippet("https://www.bakery.com.bd/w", "")), List.of(), "GOOD installed"),
                example(
                        "loaded by an own element",
                        page("<script async src=\"/w/t/WT-7K2M9QX.js\"></script>"),
                        List.of(),
                        "GOOD installed"),
                example("missing", page(), List.of(), "WRONG missing"),
                example("in a comment", page("<!-- " + snippet(HOST, "") + " -->"), List.of(), "WRONG no_script"),
                example(
                        "as text",
                        page("<p>" + snippet(HOST, "").replace("<", "&lt;") + "</p>"),
                        List.of(),
                        "WRONG no_script"),
                example(
                        "as data",
                        page(snippet(HOST, "").replace("<script", "<script type=\"text/plain\"")),
                        List.of(),
                        "WRONG no_script"),
                example("twice", page(snippet(HOST, ""), snippet(HOST, "")), List.of(), "WRONG twice"),
                example("of another site", plain.replace("WT-7K2M9QX", "WT-0THER00"), List.of(), "WRONG other_site"),
                example(
                        "of another site too",
                        page(snippet(HOST, ""), "<script src=\"https://x.example/t/WT-0THER00.js\"></script>"),
                        List.of(),
                        "CAUTION also_other_site"),
                example(
                        "from another site's host",
                        page(snippet("https://tags.example", "")),
                        List.of(),
                        "CAUTION cross_site"),
                example("by http", page(snippet("http://t.bakery.com.bd", "")), List.of(), "WRONG mixed"),
                example(
                        "policy without room for it",
                        plain,
                        List.of("default-src 'self'"),
                        "WRONG policy_inline",
                        "WRONG policy_script",
                        "WRONG policy_connect"),
                example(
                        "policy in a meta element",
                        page(
                                "<meta http-equiv=content-security-policy content=\"script-src 'unsafe-inline' 'self'\">",
                                snippet(HOST, "")),
                        List.of(),
                        "WRONG policy_script"),
                example(
                        "policy that names the hosts",
                        plain,
                        List.of("default-src 'self'; script-src 'self' 'unsafe-inline' t.bakery.com.bd; "
                                + "connect-src https://*.bakery.com.bd"),
                        "GOOD installed"),
                example(
                        "two policies, one of them strict",
                        plain,
                        List.of("script-src * 'unsafe-inline'", "connect-src 'self'"),
                        "WRONG policy_connect"),
                example("nonce", nonced, List.of("script-src 'nonce-abc'; connect-src *"), "GOOD installed"),
                example(
                        "nonce and unsafe-inline, which then counts for nothing",
                        plain,
                        List.of("script-src 'nonce-abc' 'unsafe-inline' https:"),
                        "WRONG policy_inline"),
                example("another nonce", nonced, List.of("script-src 'nonce-xyz' https:"), "WRONG policy_inline"),
                example("strict-dynamic", nonced, List.of("script-src 'strict-dynamic' 'nonce-abc'"), "GOOD installed"),
                example(
                        "connect only to another port",
                        plain,
                        List.of("connect-src https://t.bakery.com.bd:8443"),
                        "WRONG policy_connect"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("examples")
    void says(String name, Page page, List<String> findings) {
        assertEquals(findings, said(page), name);
    }

    private static List<String> said(Page page) {
        return Installation.of(SITE, page).findings().stream()
                .map(finding -> finding.level() + " " + finding.code())
                .toList();
    }

    @org.junit.jupiter.api.Test
    void saysWhenThePageIsNone() {
        assertEquals(List.of("WRONG status"), said(new Page(URI.create(PAGE), 404, List.of(), "")));
    }

    @org.junit.jupiter.api.Test
    void saysWhenThePageIsElsewhere() {
        Page page = new Page(
                URI.create("https://bakery.example/"), 200, List.of(), page(snippet("https://bakery.example", "")));
        assertEquals(List.of("WRONG foreign_page"), said(page));
    }
}
