package io.warmtag.people.contact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class PhoneTest {
    private static final Optional<Phone> NASRIN = Optional.of(new Phone("+8801913557799"));

    @Test
    void readsTheNumberHoweverItIsTyped() {
        for (String typed : List.of(
                "01913-557 799",
                "+880 1913 557799",
                "+880 01913557799",
                "00880-1913557799",
                "৮৮০১৯১৩৫৫৭৭৯৯",
                "০১৯১৩-৫৫৭৭৯৯ (বিকাশ)",
                "bkash/nagad 01913557799 personal",
                "(+880) 1913.557799",
                "\u200e01913557799\u00a0",
                "order 15: 01913557799",
                "01913557799 / 01613557700",
                "01913557799 01613557700",
                "2024 15 01913557799",
                "019_1355_7799",
                "1913557799.0",
                "+880 1913–557799")) {
            assertEquals(NASRIN, Phone.parse(typed, "BD"), typed);
        }
    }

    @Test
    void readsNoNumberWhereNoneCanBe() {
        for (String typed : List.of(
                "",
                " ",
                "bkash",
                "0191355779",
                "019135577999",
                "01213557799",
                "1-800-FLOWERS",
                "0",
                "+880 1913557799 0",
                "1913 5577 99 00")) {
            assertEquals(Optional.empty(), Phone.parse(typed, "BD"), typed);
        }
    }

    @Test
    void takesTheSitesRegionWhereNoCountryIsSaid() {
        assertEquals(Optional.of(new Phone("+919830012345")), Phone.parse("98300 12345", "IN"));
        assertEquals(
                Optional.of("919830012345"),
                Phone.parse("+91 98300 12345", "BD").map(Phone::digits));
    }

    @Property(tries = 300)
    void isTheSameForEveryWayToWriteIt(@ForAll("mobiles") String number, @ForAll("noises") String noise) {
        String typed = noise + number.substring(0, 5) + " - " + number.substring(5);
        assertEquals(Phone.parse("+88" + number, "BD"), Phone.parse(typed, "BD"));
        assertTrue(Phone.parse(typed, "BD").isPresent(), typed);
    }

    @Property(tries = 300)
    void neverFailsAndReadsItsOwnFormAgain(@ForAll String typed) {
        Phone.parse(typed, "BD").ifPresent(phone -> assertEquals(Optional.of(phone), Phone.parse(phone.e164(), "US")));
    }

    @Provide
    Arbitrary<String> mobiles() {
        return Combinators.combine(
                        Arbitraries.of("013", "014", "015", "016", "017", "018", "019"),
                        Arbitraries.strings().numeric().ofLength(8))
                .as(String::concat);
    }

    @Provide
    Arbitrary<String> noises() {
        return Arbitraries.of("", " ", "phone: ", "মোবাইল ", "(bkash) ", "WhatsApp - ");
    }
}
