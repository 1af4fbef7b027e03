package io.warmtag.catalog.regex;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class RegexesTest {
    private static String verdict(String pattern) {
        return Regexes.problem(pattern).map(message -> message.key()).orElse("fine");
    }

    @Test
    void refusesWhatCanFreezeABrowser() {
        for (String pattern : List.of(
                "(a+)+$",
                "(a|a)*",
                "(.*a){20}",
                "^(\\w+\\s?)*$",
                "(x+x+)+y",
                "(a?){30}a{30}",
                "^(a|b|ab)+$",
                "([a-z]+)*",
                "(?=(a+)+$)x",
                "(A+|a+)*b",
                "(a|a)".repeat(17) + "$",
                "^(([a-z])+.)+[A-Z]([a-z])+$")) {
            assertEquals("problem.regex.explodes", verdict(pattern), pattern);
        }
        for (String pattern : List.of(
                ".*.*.*.*x",
                ".*utm_.*=.*",
                ".*a.*b.*c.*d.*e.*f",
                "a.*b.*c",
                "\\s+x*\\s+y",
                "^a.*b.*c.*d",
                "(foo|.*a.*b)c",
                "^.*a.*b.*\\b",
                "x.*y.*z$",
                "^a*a*xb*b*xc*c*y",
                "a|^b.*c.*d")) {
            assertEquals("problem.regex.loops", verdict(pattern), pattern);
        }
    }

    @Test
    void takesWhatMarketersWrite() {
        for (String pattern : List.of(
                "^https?://(www\\.)?shop\\.(com|bd)/cart/?(\\?.*)?$",
                "((.*)utm_source=(.*))|((.*)gclid=(.*))|((.*)awc(.*))",
                "(\\.(zip|rar|pdf)(\\?.*)?$)|(/storage/(.+))",
                "^(?!gtm\\.|_|Message$).*",
                "checkout/.*/thanks.*$",
                "^/shop/.*/review/.*-[0-9]+$",
                "(?=.*\\d)(?=.*[a-z]).{8,}",
                "^[\\w.+-]+@[\\w-]+\\.[\\w.-]+$",
                "purchase|add_to_cart|view_item|begin_checkout",
                "^(?:[a-z0-9]+-)*[a-z0-9]+$",
                "(\\d{1,3}\\.){3}\\d{1,3}",
                "(['\"]).*?\\1",
                "(\\d+,)+\\d+",
                "\\s*.*\\s*",
                "[\\d-z]{2,63}",
                "(?!foo)(?<year>\\d{4})\\k<year>",
                "]}a{,5}",
                "\\cA\\c[\\c]\\x4\\u12",
                "কার্ট|অর্ডার")) {
            assertEquals("fine", verdict(pattern), pattern);
        }
    }

    @Test
    void saysWhereAPatternIsNoPattern() {
        assertEquals("problem.regex.open_group", verdict("a(b"));
        assertEquals("problem.regex.close", verdict("ab)"));
        assertEquals("problem.regex.open_set", verdict("[ab"));
        assertEquals("problem.regex.open_set", verdict("[ab\\"));
        assertEquals("problem.regex.nothing_to_repeat", verdict("a**"));
        assertEquals("problem.regex.nothing_to_repeat", verdict("^*"));
        assertEquals("problem.regex.order", verdict("a{3,2}"));
        assertEquals("problem.regex.order", verdict("[z-a]"));
        assertEquals("problem.regex.backslash", verdict("a\\"));
        assertEquals("problem.regex.group", verdict("(?i)a"));
        assertEquals(3, Regexes.problem("aa)").orElseThrow().arguments().get("place"));
    }

    @Test
    void leavesOutWhatMayBeAnythingBeforeTheFirstMatch() {
        for (List<String> pair : List.of(
                List.of(".*a.*b", "a.*b"), List.of(".*?a", "a"), List.of("^.*a", "^.*a"), List.of(".+a", ".+a"))) {
            assertEquals(pair.get(1), Regexes.lean(pair.get(0)));
        }
        assertEquals(Optional.empty(), Regexes.problemWhenLean(".*utm_.*=.*"));
        assertEquals(
                "problem.regex.loops",
                Regexes.problemWhenLean(".*a.*b.*c").orElseThrow().key());
        assertEquals(3, Regexes.problemWhenLean(".*)").orElseThrow().arguments().get("place"), "as it was written");
        for (String pattern : List.of(".*", ".*a|b", ".*?b$", ".*a.*b")) {
            for (String text : List.of("", "a", "b", "xa", "xb\na", "a\nb", "xaxb")) {
                boolean asWritten = Pattern.compile(pattern).matcher(text).find();
                assertEquals(
                        asWritten,
                        Pattern.compile(Regexes.lean(pattern)).matcher(text).find(),
                        pattern + " in " + text);
            }
        }
    }

    @Test
    void comesToAnEndWithAnything() {
        String words = "(" + "abcdefgh|".repeat(110) + "x)*";
        long start = System.nanoTime();
        assertTrue(Regexes.problem(words).isPresent(), "equal choices in a loop");
        assertEquals("problem.regex.complex", verdict("(".repeat(500) + ")".repeat(500)));
        assertEquals("problem.regex.complex", verdict("((((a{9}){9}){9}){9}){9}"));
        assertTrue(System.nanoTime() - start < 10_000_000_000L);
    }
}
