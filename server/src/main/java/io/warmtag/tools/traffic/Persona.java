package io.warmtag.tools.traffic;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Who a simulated visitor is: drawn once, kept for all his visits.
 *
 * @param number counts the visitors of one run from 0
 * @param language of the browser, and so of the shop's pages: {@code bn-BD} or {@code en-US}
 * @param campaign the query of the address on which a visit begins, empty or like {@code utm_source=…}
 * @param clockAheadMs how far the device's clock is ahead of the true time; negative: behind
 * @param bot whether the user agent is a crawler's, which looks at pages and does nothing else
 */
public record Persona(
        int number,
        String userAgent,
        String language,
        String screen,
        String referrer,
        String campaign,
        long clockAheadMs,
        boolean bot) {

    private static final List<String> BROWSERS = List.of(
            "Mozilla/5.0 (Linux; Android 13; SM-A145F) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36",
            "Mozilla/5.0 (Linux; Android 11; Redmi Note 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Mobile Safari/537.36",
            "Mozilla/5.0 (Linux; Android 12; V2111 Build/SP1A; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/138.0.0.0 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/520.0.0.42.98;]",
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36",
            "Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0");
    private static final List<String> BOTS = List.of(
            "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
            "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
            "Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)",
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/140.0.0.0 Safari/537.36");
    private static final List<String> PHONES = List.of("360x800", "393x873", "390x844", "412x915");
    private static final List<Source> SOURCES = List.of(
            new Source("", ""),
            new Source("", ""),
            new Source("https://www.google.com/", ""),
            new Source("https://www.google.com/", "gclid=Cj0KCQjw-demo"),
            new Source(
                    "https://l.facebook.com/",
                    "utm_source=facebook&utm_medium=paid&utm_campaign=eid_offer&fbclid=IwAR-demo"),
            new Source("https://m.facebook.com/", "fbclid=IwAR-demo2"),
            new Source("https://www.tiktok.com/", "utm_source=tiktok&utm_medium=paid&ttclid=E.C.P-demo"),
            new Source("", "utm_source=sms&utm_medium=sms&utm_campaign=" + encoded("পহেলা বৈশাখ")));

    private static final double BOT = 0.04;
    private static final double BENGALI = 0.7;
    private static final double PHONE = 0.8;
    private static final double SLIGHTLY_WRONG_CLOCK = 0.03;
    private static final double DEAD_CLOCK = 0.003;

    private record Source(String referrer, String campaign) {}

    static Persona draw(int number, RandomGenerator random) {
        boolean bot = random.nextDouble() < BOT;
        boolean phone = random.nextDouble() < PHONE;
        Source source = any(SOURCES, random);
        return new Persona(
                number,
                bot ? any(BOTS, random) : any(phone ? BROWSERS.subList(0, 4) : BROWSERS.subList(4, 6), random),
                random.nextDouble() < BENGALI ? "bn-BD" : "en-US",
                phone ? any(PHONES, random) : "1920x1080",
                source.referrer,
                source.campaign,
                clock(random),
                bot);
    }

    /** Most clocks are right to a second; some are minutes or days off; a few start over in 2015 with an empty battery. */
    private static long clock(RandomGenerator random) {
        double draw = random.nextDouble();
        if (draw < DEAD_CLOCK) {
            return -Duration.ofDays(4_000).toMillis();
        }
        if (draw < SLIGHTLY_WRONG_CLOCK) {
            long most = Duration.ofDays(3).toMillis();
            return random.nextLong(-most, most);
        }
        return random.nextLong(-1_000, 1_000);
    }

    static <T> T any(List<T> choices, RandomGenerator random) {
        return choices.get(random.nextInt(choices.size()));
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    boolean readsBengali() {
        return language.startsWith("bn");
    }
}
