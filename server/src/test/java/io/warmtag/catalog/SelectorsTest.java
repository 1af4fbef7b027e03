package io.warmtag.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SelectorsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "button:contains(\"Buy\")",
                "button:Contains(Buy)",
                ":visible",
                "li:eq(0) > a",
                ".card:not(:hidden) a",
                "a:first",
                "form :submit",
                "a[title=\":x\"]:last",
            })
    void refusesWhatOnlyJqueryKnows(String selector) {
        assertEquals(Optional.of("problem.selector.jquery"), Selectors.problem(selector));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#buy",
                "li:first-child",
                "li:last-of-type:not(:empty)",
                ".md\\:hidden",
                "a[title=\"x :visible \\\" :eq(0)\"]",
                "a[title=':contains(\"x\")']",
                "input::file-selector-button",
                ".card:has(> img):is(.a, .b)",
                "input[type=text]:checked",
            })
    void takesWhatBrowsersKnow(String selector) {
        assertEquals(Optional.empty(), Selectors.problem(selector));
    }
}
