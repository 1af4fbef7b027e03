package io.warmtag.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class FormatsTest {
    private static final ZoneId DHAKA = ZoneId.of("Asia/Dhaka");
    private static final Instant NOON = Instant.parse("2026-11-22T06:05:09Z");

    private final Formats bengali = new Formats("bn", DHAKA, "BDT");
    private final Formats english = new Formats("en", DHAKA, "BDT");

    @Test
    void groupsByLakhInBengaliDigits() {
        assertEquals("১২,৩৪,৫৬৭", bengali.number(1_234_567));
    }

    @Test
    void groupsByLakhInEnglishTooWhereMoneyIsCountedSo() {
        assertEquals("12,34,567", english.number(1_234_567));
        assertEquals("৳12,34,567", english.money(1_234_567));
        assertEquals("12,34,567.8", english.decimal(1_234_567.8, 1));
        Formats london = new Formats("en", DHAKA, "GBP");
        assertEquals("1,234,567", london.number(1_234_567));
        assertEquals("£1,234,567", london.money(1_234_567));
    }

    @Test
    void writesMoneyLikeAPriceTag() {
        assertEquals("৳১,২৯০", bengali.money(1290));
        assertEquals("৳1,290", english.money(1290));
        assertEquals("৳1,290.50", english.money(1290.5));
        assertEquals("$12", english.money(12, "USD"));
        assertEquals("−৳৫", bengali.money(-5));
    }

    @Test
    void writesWhatStandsInAFieldInTheLanguagesDigitsAndUngrouped() {
        assertEquals("১৪০০", bengali.digits("1400"));
        assertEquals("১৪x", bengali.digits("১4x"));
        assertEquals("1400", english.digits("1400"));
    }

    @Test
    void tellsTheTimeInTheSitesZone() {
        assertEquals("২২ নভে, ২০২৬, দুপুর ১২:০৫", bengali.dateTime(NOON));
        assertEquals("22 Nov 2026, 12:05", english.dateTime(NOON));
        assertEquals("12:05:09", english.time(NOON));
        assertEquals(Instant.parse("2026-11-21T18:00:00Z"), english.dayStart(NOON));
    }

    @Test
    void saysHowLongAgo() {
        assertEquals("3 minutes ago", english.relative(NOON.minusSeconds(185), NOON));
        assertEquals("৩ মিনিট আগে", bengali.relative(NOON.minusSeconds(185), NOON));
        assertEquals("in 2 days", english.relative(NOON.plusSeconds(2 * 86_400 + 5), NOON));
        assertEquals("1 hour ago", english.relative(NOON.minusSeconds(3_600), NOON));
    }

    @Test
    void putsASignBeforeAChange() {
        assertEquals("+25%", english.change(0.25));
        assertEquals("−9%", english.change(-0.09));
        assertEquals("−১০", bengali.signed(-10, 1));
    }
}
