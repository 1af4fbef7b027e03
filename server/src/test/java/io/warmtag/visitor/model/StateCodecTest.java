package io.warmtag.visitor.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.warmtag.visitor.model.Stories.Story;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;

/** States as bytes: the same again, small, and never misread. */
class StateCodecTest {

    /** Where the first score stands in the bytes of a short life. */
    private static final int SCORE = 15;

    @Provide
    Arbitrary<Story> stories() {
        return Stories.stories();
    }

    @Provide
    Arbitrary<Long> instants() {
        return Stories.instants();
    }

    @Property
    void readsWhatItWrote(@ForAll("stories") Story story, @ForAll("instants") long now) {
        PersonState state = story.fold(now).state();
        assertEquals(state, StateCodec.decode(StateCodec.encode(state)));
    }

    @Property
    void readsAnyNumbersItWrote(
            @ForAll long instant,
            @ForAll long position,
            @ForAll @DoubleRange(max = 1e9) double value,
            @ForAll int number,
            @ForAll long bits) {
        long[] times = new long[20];
        Arrays.setAll(times, i -> instant * i);
        PersonState state = new PersonState(
                new Score(new DecayingSum(value, instant), new DecayingSum(value / 3, position)),
                new Warmth(number > 0, instant),
                new Standing(Temperature.HOT, instant, number),
                new CountedOrders(20 + (number >>> 2), instant, times),
                new EventKey(instant, new UUID(bits, instant)),
                position,
                number,
                instant);
        assertEquals(state, StateCodec.decode(StateCodec.encode(state)));
    }

    @Example
    void readsNobody() {
        assertEquals(PersonState.EMPTY, StateCodec.decode(StateCodec.encode(PersonState.EMPTY)));
    }

    @Example
    void isSmall() {
        Life life = new Life().at(0, "page_view").at(1, "add_to_cart").at(2, "view_item");
        assertTrue(StateCodec.encode(life.state(20)).length <= 90);
        for (int i = 0; i < 25; i++) {
            life.ordered(20 * i);
        }
        assertTrue(StateCodec.encode(life.state(500)).length <= 220);
    }

    /** Bytes that are stored somewhere: a change that breaks this needs a new format number. */
    @Example
    void keepsItsFormat() {
        byte[] bytes = StateCodec.encode(
                new Life().at(0, "add_to_cart").at(1, "page_view").ordered(1).state(1));
        assertEquals(
                "017e80a081d7d566010200ffefb2524024000000000000ffefb2523ff0000000000000000000019900000000700080000000000000020100",
                HexFormat.of().formatHex(bytes));
    }

    @Example
    void refusesWhatItCannotRead() {
        byte[] bytes =
                StateCodec.encode(new Life().at(0, "add_to_cart").ordered(1).state(1));
        byte[] newer = bytes.clone();
        newer[0] = 7;
        assertEquals(
                "person state has format 7, this program reads format 1: fold the person again, or run the program that"
                        + " wrote it",
                refusal(newer));
        for (int length = 0; length < bytes.length; length++) {
            assertEquals(
                    "person state is cut off after " + length + " bytes: fold the person again",
                    refusal(Arrays.copyOf(bytes, length)));
        }
        assertEquals(
                "person state has 1 bytes too many: fold the person again",
                refusal(Arrays.copyOf(bytes, bytes.length + 1)));
        byte[] endless = bytes.clone();
        Arrays.fill(endless, 2, 14, (byte) 0xFF);
        assertEquals("person state has a number without end: fold the person again", refusal(endless));
        byte[] notANumber = bytes.clone();
        Arrays.fill(notANumber, SCORE, SCORE + 8, (byte) 0xFF);
        assertEquals("person state has the score NaN: fold the person again", refusal(notANumber));
    }

    private static String refusal(byte[] bytes) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, () -> StateCodec.decode(bytes))
                .getMessage());
    }
}
