package io.warmtag.tools.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AttemptsTest {
    private static final int MANY = 5_000;

    private static List<Attempt> attempts(long seed) {
        var attempts = new Attempts(seed, "WT-TEST000", "key");
        return IntStream.range(0, MANY).mapToObj(attempts::get).toList();
    }

    private static String head(Attempt attempt) {
        return new String(attempt.bytes(), StandardCharsets.ISO_8859_1)
                .lines()
                .findFirst()
                .orElse("");
    }

    @Test
    void sameSeedGivesTheSameRequests() {
        List<Attempt> once = attempts(1);
        List<Attempt> again = attempts(1);
        for (int i = 0; i < MANY; i++) {
            assertEquals(head(once.get(i)), head(again.get(i)));
            assertEquals(once.get(i).bytes().length, again.get(i).bytes().length);
        }
    }

    @Test
    void reachesEveryKindOfEndpoint() {
        Set<String> first = new HashSet<>();
        attempts(2).forEach(attempt -> {
            String[] words = head(attempt).split("[ /?.]+", 4);
            first.add(words.length > 1 ? words[1] : "");
        });

        assertTrue(first.containsAll(Set.of("e", "t", "s", "api", "console", "demo")), first.toString());
    }

    @Test
    void bodiesAreNestedDeeplyAndNumbersAreHuge() {
        List<String> bodies = attempts(3).stream()
                .map(attempt -> new String(attempt.bytes(), StandardCharsets.ISO_8859_1))
                .toList();

        assertTrue(bodies.stream().anyMatch(body -> body.contains("[".repeat(10_000))));
        assertTrue(bodies.stream().anyMatch(body -> body.contains("1e400000")));
        assertTrue(bodies.stream().anyMatch(body -> body.contains("\\ud800")));
        assertTrue(bodies.stream().anyMatch(body -> body.length() > 64 * 1024));
    }
}
