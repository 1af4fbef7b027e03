package io.warmtag.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DigitsTest {
    @ParameterizedTest
    @CsvSource({"১৪ দিন, 14 দিন", "٣ ೪ 5, 3 4 5", "'−১,২৯০', '−1,290'", "রং ২, রং 2"})
    void latinChangesDigitsAlone(String typed, String latin) {
        assertEquals(latin, Digits.latin(typed));
    }

    @ParameterizedTest
    @CsvSource({"'১,২৩,৪৫৬.৫', 123456.5", "'−১,২৯০', -1290", "'1,000', 1000", "many, many"})
    void numberIsWhatAProgramReads(String typed, String number) {
        assertEquals(number, Digits.number(typed));
    }
}
