package io.warmtag.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.warmtag.web.Formats;
import io.warmtag.web.Messages;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RefusalSentencesTest {
    private static final Map<String, Object> ARGUMENTS = Map.of("most", 100, "event", "level_up", "type", "number");
    private static final Formats BENGALI = new Formats("bn", ZoneId.of("Asia/Dhaka"), "BDT");

    private final RefusalSentences sentences = new RefusalSentences(Messages.load());

    @Test
    void hasASentenceForEveryCodeInBothLanguages() {
        for (RefusalCode code : RefusalCode.values()) {
            var refusal = new Refusal("data.level", code, ARGUMENTS);
            for (String said : new String[] {sentences.english(refusal), sentences.text(BENGALI, refusal)}) {
                assertFalse(said.contains("{") || said.contains("''"), said);
            }
        }
    }

    @Test
    void namesTheFieldAndTheBound() {
        var refusal = Refusal.of("name", RefusalCode.TEXT_LENGTH, 100);
        assertEquals("name must have at most 100 characters", sentences.english(refusal));
        assertEquals("name-এ সর্বোচ্চ ১০০টি অক্ষর থাকতে পারে", sentences.text(BENGALI, refusal));
    }
}
