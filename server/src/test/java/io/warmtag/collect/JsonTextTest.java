package io.warmtag.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

class JsonTextTest {
    @Test
    void leavesTextWithoutEscapesAsItIs() {
        String json = "{\"name\":\"শাড়ি 😀\"}";
        assertSame(json, JsonText.safe(json));
    }

    @Test
    void replacesTheZeroThatJsonbRefuses() {
        assertEquals("{\"a\":\"x\uFFFDy\"}", JsonText.safe("{\"a\":\"x\\u0000y\"}"));
    }

    @Test
    void replacesHalvesOfSurrogatePairsOnly() {
        assertEquals(
                "[\"\uFFFD\",\"\\ud83d\\ude00\",\"\uFFFD\"]",
                JsonText.safe("[\"\\ud83d\",\"\\ud83d\\ude00\",\"\\ude00\"]"));
    }

    @Test
    void doesNotMistakeAnEscapedBackslashForAnEscape() {
        assertEquals("[\"\\\\u0000\",\"\\u00e9\"]", JsonText.safe("[\"\\\\u0000\",\"\\u00e9\"]"));
    }

    @Test
    void quotesWhatJsonbTakes() {
        var out = new StringBuilder();
        JsonText.quote(out, "a\"b\\c\nd\0e\ud83df😀");
        assertEquals("\"a\\\"b\\\\c\\u000ad\uFFFDe\uFFFDf😀\"", out.toString());
    }
}
