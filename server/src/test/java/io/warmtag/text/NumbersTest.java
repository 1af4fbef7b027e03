package io.warmtag.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
    @ParameterizedTest
    @CsvSource({
        "1290, 1290.0, true",
        "' red ', RED, true",
        "-0.50, -.5, true",
        "36D, 36F, false",
        "36D, 36, false",
        "1E5, 100000, false",
        "007, 7, false",
        "12345678901234567890, 12345678901234567891, false",
        "'', 0, false"
    })
    void sameIsWhatMeansTheSame(String one, String other, boolean same) {
        assertEquals(same, Numbers.same(one, other));
        assertEquals(same, Numbers.same(other, one));
    }

    @ParameterizedTest
    @CsvSource({"1290.5, 1290.5", "' 7 ', 7", "1.0E21, 1e21", "36D, NaN", "0x1p3, NaN", "NaN, NaN", "+Infinity, NaN"})
    void readsWhatProgramsWriteAsANumber(String text, double number) {
        assertEquals(number, Numbers.of(text));
    }
}
