package io.warmtag.people;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmountsTest {
    @ParameterizedTest
    @CsvSource({
        "1290, 1290",
        "'৳ ১,২৯০.৫০', 1290.50",
        "'1,29,000', 129000",
        "1290., 1290",
        "Tk. 1290, 1290",
        "'Tk.1,290.00', 1290.00",
        "1290/-, 1290",
        "১২৯০ টাকা, 1290",
        "'BDT 1290,50', 1290.50",
        "'1.290,00 €', 1290.00",
        "'1 290,5', 1290.5"
    })
    void readsSumsAsPeopleTypeThem(String typed, String sum) {
        assertEquals(Optional.of(new BigDecimal(sum)), Amounts.read(typed));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-5",
                "৳ -5",
                "5 or 10",
                "1e3",
                "12-5",
                ".5",
                "about 500 taka",
                "1.2.3",
                "1234567890123456789"
            })
    void refusesWhatIsNone(String typed) {
        assertEquals(Optional.empty(), Amounts.read(typed));
    }
}
