package io.warmtag.visitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.warmtag.visitor.model.ModelSettings;
import io.warmtag.visitor.model.PersonState;
import io.warmtag.visitor.model.SettingsHistory;
import io.warmtag.visitor.model.SettingsHistory.Dated;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Whatever comes between storing and applying, writing and reading: in the end all say what a fold of everything says. */
class ReturnPropertyTest {
    private static final long NOW = 1_763_760_000_000L;
    private static final SettingsHistory FIRST = SettingsHistory.defaults();

    @Property(tries = 4_000)
    void everyInterleavingComesToTheFoldsState(@ForAll @IntRange(min = 1, max = 80) int steps, @ForAll long seed) {
        var person = new OnePerson(FIRST, NOW, new Random(seed));
        for (int i = 0; i < steps; i++) {
            person.step();
        }
        person.settle();
        agrees(person);
    }

    @Property(tries = 2_000)
    void newSettingsReachWhoeverIsNotInMemory(
            @ForAll @IntRange(min = 1, max = 40) int steps, @ForAll boolean fromBeginning, @ForAll long seed) {
        var random = new Random(seed);
        var person = new OnePerson(FIRST, NOW, random);
        long from = fromBeginning ? SettingsHistory.ALWAYS : NOW + random.nextInt(60) * 86_400_000L;
        ModelSettings second =
                ModelSettings.defaults().withHalfLife(3 * 86_400_000L).withVersion(2);
        for (int i = 0; i < 2 * steps; i++) {
            if (i == steps) {
                person.settings(SettingsHistory.of(
                        List.of(new Dated(SettingsHistory.ALWAYS, ModelSettings.defaults()), new Dated(from, second))));
            }
            person.step();
        }
        person.settle();
        agrees(person);
    }

    private static void agrees(OnePerson person) {
        if (person.isUnknown()) {
            return;
        }
        PersonState truth = person.truth();
        if (person.isRemembered()) {
            assertEquals(truth, person.inMemory(), "in memory");
        }
        PersonState resumed = person.resumed();
        if (resumed != null) {
            assertEquals(truth, resumed, "from his row");
        }
        assertEquals(truth.temperature(), person.logged(), "in the log");
        assertNotEquals(PersonState.EMPTY, truth);
    }
}
