package io.warmtag.tools.fuzz;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;

/** Addresses of public endpoints, sound and broken. */
final class OddPath {
    private static final List<String> PATHS = List.of(
            "/e",
            "/e",
            "/e",
            "/e",
            "/e.gif?site={site}&name={odd}",
            "/e.gif?site={site}&name=page_view&id={odd}",
            "/e.gif?site={odd}&name={odd}",
            "/t/{site}.js",
            "/t/{odd}.js",
            "/t/{site}/{odd}.js",
            "/t/{site}.{odd}.js",
            "/t/{site}/preview?token={odd}",
            "/t/{site}/offer?token={odd}&grant={odd}",
            "/s?site={site}",
            "/s?site={site}",
            "/s?site={odd}",
            "/s?site={site}&site={odd}&{odd}",
            "/{odd}/s?site={site}",
            "/p?site={site}",
            "/p?{odd}",
            "/staff/{site}/{odd}",
            "/api/v1/sites",
            "/api/v1/sites?cursor={odd}&limit={odd}",
            "/api/v1/sites/{odd}",
            "/api/v1/sites/{site}/visitors/{odd}",
            "/api/v1/sites/{site}/visitors/AAAAAAAAAAAAAAAAAAAAAA",
            "/api/v1/sites/{site}/temperatures",
            "/api/v1/sites/{odd}/temperatures",
            "/api/v1/sites/{site}/events?visitor={odd}&limit={odd}&cursor={odd}",
            "/api/v1/sites/{site}/audiences/{odd}/members?cursor={odd}&limit={odd}",
            "/api/v1/sites/{site}/audience-trials",
            "/api/v1/sites/{site}/rules",
            "/api/v1/sites/{site}/rules/{odd}/firings?decision={odd}&cursor={odd}",
            "/api/v1/sites/{site}/rules/{odd}/state",
            "/api/v1/sites/{site}/offers/{odd}/grants",
            "/api/v1/sites/{site}/destinations/{odd}/dry-run",
            "/api/v1/sites/{site}/deliveries?state={odd}&destination={odd}&cursor={odd}",
            "/api/v1/sites/{site}/orders?cursor={odd}",
            "/api/v1/openapi.json",
            "/console",
            "/console/",
            "/console/login",
            "/console/login?to={odd}",
            "/console/setup?token={odd}",
            "/console/password/{odd}",
            "/console/sites/{odd}",
            "/console/sites/{site}/visitors?q={odd}",
            "/console/{odd}",
            "/demo/",
            "/demo/product.html?id={odd}",
            "/demo/{odd}",
            "/demo/../{odd}",
            "/",
            "/{odd}");
    private static final List<String> ODD = List.of(
            "",
            "%00",
            "%",
            "%zz",
            "%c0%af",
            "%ff%fe",
            "%ed%a0%80",
            "..",
            "../../../../etc/passwd",
            "..%2f..%2f..%2fetc%2fpasswd",
            "%2e%2e/%2e%2e/",
            "%252e%252e%252f",
            ";a=b",
            "//",
            "\\..\\",
            "%0d%0aSet-Cookie:%20a=b",
            "-1",
            "0",
            "NaN",
            "99999999999999999999",
            "WT-0000000",
            "wt-%E0%A6%95",
            "null",
            "%27%20or%201=1",
            "%3Cscript%3E",
            "AAAAAAAAAAAAAAAAAAAAA=",
            "é",
            "ক",
            "[]",
            "{}",
            "|",
            "a+b c",
            "?",
            "#",
            "&&==&",
            "x=".repeat(200));
    private static final int LONGEST = 20_000;

    private final String site;
    private final RandomGenerator random;

    OddPath(String site, RandomGenerator random) {
        this.site = site;
        this.random = random;
    }

    String path() {
        String path = any(PATHS).replace("{site}", site);
        while (path.contains("{odd}")) {
            path = path.replaceFirst("\\{odd}", Matcher.quoteReplacement(odd()));
        }
        return path;
    }

    /** A piece that doesn't belong into an address; now and then of every length up to beyond the server's limit. */
    private String odd() {
        return random.nextInt(50) == 0 ? "a".repeat(random.nextInt(LONGEST)) : any(ODD);
    }

    private <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
