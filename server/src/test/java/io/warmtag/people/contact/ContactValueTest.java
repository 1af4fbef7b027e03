package io.warmtag.people.contact;

import static io.warmtag.people.contact.ContactField.BIRTH_DATE;
import static io.warmtag.people.contact.ContactField.CITY;
import static io.warmtag.people.contact.ContactField.COUNTRY;
import static io.warmtag.people.contact.ContactField.EMAIL;
import static io.warmtag.people.contact.ContactField.FIRST_NAME;
import static io.warmtag.people.contact.ContactField.GENDER;
import static io.warmtag.people.contact.ContactField.PHONE;
import static io.warmtag.people.contact.ContactField.USER_ID;
import static io.warmtag.people.contact.ContactField.ZIP;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ContactValueTest {
    @Test
    void normalisesAsMetaComparesIt() {
        assertNormal("nasrin.akter@example.com", EMAIL, " Nasrin.Akter@Example.COM\n");
        assertNormal("nasrin@example.com", EMAIL, "Nasrin <nasrin@example.com>");
        assertNormal("mstnasrinara", FIRST_NAME, "Mst. Nasrin-Ara");
        assertNormal("নাসরিন", FIRST_NAME, "নাসরিন");
        assertNormal("coxsbāzār", CITY, "Cox’s Bāzār ");
        assertNormal("1207", ZIP, "১২০৭");
        assertNormal("bd", COUNTRY, "বাংলাদেশ");
        assertNormal("bd", COUNTRY, "Bangladesh");
        assertNormal("bd", COUNTRY, "BGD");
        assertNormal("19990228", BIRTH_DATE, "১৯৯৯-০২-২৮");
        assertNormal("f", GENDER, "Female");
        assertNormal("nasrin@example.com", EMAIL, "nasrin@example.com.");
        assertNormal("1207", ZIP, "Dhaka-1207");
        assertNormal("1205", ZIP, "Dhaka 1205");
        assertNormal("nasrin@example.com", EMAIL, "mailto:Nasrin@example.com?subject=Order");
        assertNormal("1207", ZIP, "ঢাকা-১২০৭");
        assertNormal("gb", COUNTRY, "U.K.");
        assertNormal("us", COUNTRY, "United States of America");
        assertNormal("19990228", BIRTH_DATE, "1999/2/28");
        assertNormal("19990228", BIRTH_DATE, "1999-02-28T00:00:00.000Z");
        assertNormal("m", GENDER, "ছেলে");
        assertEquals(Optional.of("94105"), ZIP.normalise("94105-1234", "US"));
    }

    private static void assertNormal(String expected, ContactField field, String typed) {
        assertEquals(Optional.of(expected), field.normalise(typed, "BD"), typed);
    }

    @Test
    void leavesOutWhatNormalisesToNothing() {
        assertNothing(EMAIL, "nobody@");
        assertNothing(EMAIL, "a b@example.com");
        assertNothing(EMAIL, "a@example..com");
        assertNothing(FIRST_NAME, " - ");
        assertNothing(COUNTRY, "Atlantis");
        assertNothing(BIRTH_DATE, "1999-02-31");
        assertNothing(BIRTH_DATE, "3/5/1999");
        assertEquals(Optional.empty(), ContactValue.ofHash(EMAIL, Sha256.hex("")));
    }

    private static void assertNothing(ContactField field, String typed) {
        assertEquals(Optional.empty(), ContactValue.of(field, typed, "BD"), typed);
    }

    @Test
    void hashesAPhoneInTheFormThatEachNetworkWants() {
        ContactValue phone = value(PHONE, "01913-557799");
        assertEquals(Optional.of(Sha256.hex("8801913557799")), phone.forMeta());
        assertEquals(Sha256.hex("+8801913557799"), phone.forGoogle());
        assertEquals(Sha256.hex("+8801913557799"), phone.forTikTok());
    }

    @Test
    void hashesGmailWithoutPointsForGoogleOnly() {
        ContactValue email = value(EMAIL, "Nasrin.Akter@gmail.com");
        assertEquals(Sha256.hex("nasrinakter@gmail.com"), email.forGoogle());
        assertEquals(Optional.of(Sha256.hex("nasrin.akter@gmail.com")), email.forMeta());
    }

    @Test
    void neverHashesAHashAgain() {
        String hash = Sha256.hex("nasrin@example.com");
        ContactValue given = value(EMAIL, hash.toUpperCase(Locale.ROOT));
        assertTrue(given.hashed());
        assertEquals(Optional.of(hash), given.forMeta());
        assertEquals(value(EMAIL, "NASRIN@example.com").sha256(), given.sha256());
    }

    @Test
    void doesNotKnowMetasHashOfAPhoneThatCameHashed() {
        ContactValue given =
                ContactValue.ofHash(PHONE, Sha256.hex("+8801913557799")).orElseThrow();
        assertEquals(Optional.empty(), given.forMeta());
        assertEquals(Sha256.hex("+8801913557799"), given.forGoogle());
    }

    @Test
    void takesWhatMetasLibrariesHashed() {
        String email = Sha256.hex("nasrin@example.com");
        assertEquals(value(EMAIL, email), value(EMAIL, email + ".AQMAAQAB"));
        String phone = Sha256.hex("8801913557799");
        ContactValue given = value(PHONE, phone + ".BQ");
        assertEquals(Optional.of(phone), given.forMeta());
        assertEquals(phone, given.sha256());
        assertNothing(EMAIL, email + ".notone");
    }

    @Test
    void neverHashesAnMd5() {
        assertNothing(FIRST_NAME, "5f4dcc3b5aa765d61d8327deb882cf99");
        assertNothing(PHONE, "17123456788801712345678880171234");
    }

    @Test
    void keepsAUserIdAsTheShopWritesIt() {
        assertEquals("Cust-0017", value(USER_ID, " Cust-0017 ").text());
    }

    @Test
    void saysNoValueWhenItIsLogged() {
        assertFalse(value(EMAIL, "nasrin@example.com").toString().contains("nasrin"));
    }

    @Property(tries = 200)
    void normalisingTwiceChangesNothing(@ForAll String typed, @ForAll ContactField field) {
        field.normalise(typed, "BD").ifPresent(once -> assertEquals(Optional.of(once), field.normalise(once, "BD")));
    }

    private static ContactValue value(ContactField field, String typed) {
        return ContactValue.of(field, typed, "BD").orElseThrow();
    }
}
