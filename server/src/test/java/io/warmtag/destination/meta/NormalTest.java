package io.warmtag.destination.meta;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NormalTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "01819-223344",
                "+880 1819 223344",
                "880-01819223344",
                "008801819223344",
                "1819223344",
                "০১৮১৯২২৩৩৪৪",
                "মোবাইল: ০১৮১৯-২২৩৩৪৪",
                "01819223344 (nagad)",
                "＋8801819223344"
            })
    void findsOneNumberHoweverItIsWritten(String text) {
        assertEquals(Optional.of("8801819223344"), Normal.phone(text, "BD"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "call me", "01219223344", "0181922334", "018192233445", "+", "১"})
    void sendsNothingOfWhatIsNoNumber(String text) {
        assertEquals(Optional.empty(), Normal.phone(text, "BD"));
    }

    @Test
    void takesTheCountryFromTheNumberBeforeTheRegion() {
        assertEquals(Optional.of("442079460958"), Normal.phone("+44 20 7946 0958", "BD"));
        assertEquals(Optional.of("442079460958"), Normal.phone("020 7946 0958", "GB"));
    }

    @ParameterizedTest
    @CsvSource({"' Karim.Ali@Shop.COM ',karim.ali@shop.com", "not an address,", "a@b,"})
    void tidiesEmail(String text, String wanted) {
        assertEquals(Optional.ofNullable(wanted), Normal.email(text));
    }

    @Test
    void keepsLettersOfAnyScriptAndNothingElse() {
        assertEquals(Optional.of("josé"), Normal.name(" JOSE\u0301 "));
        assertEquals(Optional.of("আবদুলকরিম"), Normal.name("আবদুল করিম"));
        assertEquals(Optional.of("ohara"), Normal.name("O'Hara."));
        assertEquals(Optional.empty(), Normal.name("-"));
        assertEquals(Optional.of("newyork"), Normal.city("New York"));
    }

    @Test
    void knowsCountriesByCodeAndName() {
        assertEquals(Optional.of("bd"), Normal.country("BD"));
        assertEquals(Optional.of("bd"), Normal.country("Bangladesh"));
        assertEquals(Optional.of("in"), Normal.country("ভারত"));
        assertEquals(Optional.empty(), Normal.country("Atlantis"));
    }

    @Test
    void cutsZipsAndDates() {
        assertEquals(Optional.of("10001"), Normal.zip("10001-1234", "us"));
        assertEquals(Optional.of("sw1a1aa"), Normal.zip("SW1A 1AA", "gb"));
        assertEquals(Optional.of("1207"), Normal.zip("১২০৭", "bd"));
        assertEquals(Optional.of("19900131"), Normal.birthday("1990-01-31"));
        assertEquals(Optional.empty(), Normal.birthday("31 January"));
    }

    @Test
    void recognisesWhatWasHashedBefore() {
        assertTrue(Normal.isHashed("a".repeat(64)));
        assertTrue(Normal.isHashed("A1".repeat(16)));
        assertTrue(Normal.isHashed("0".repeat(64) + ".AQMAAQAB"));
        assertFalse(Normal.isHashed("g".repeat(64)));
    }
}
