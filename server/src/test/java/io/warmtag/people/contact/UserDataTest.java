package io.warmtag.people.contact;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UserDataTest {
    @Test
    void readsGooglesForm() {
        List<ContactValue> values = UserData.read(
                Map.of(
                        "user_data",
                        Map.of(
                                "email", List.of("a@example.com", "B@example.com"),
                                "phone_number", "০১৯১৩৫৫৭৭৯৯",
                                "address",
                                        List.of(Map.of(
                                                "first_name", "Nasrin",
                                                "sha256_last_name", Sha256.hex("akter"),
                                                "country", "BD")))),
                "BD");
        assertEquals(
                Set.of(
                        new ContactValue(ContactField.EMAIL, "a@example.com", false),
                        new ContactValue(ContactField.EMAIL, "b@example.com", false),
                        new ContactValue(ContactField.PHONE, "+8801913557799", false),
                        new ContactValue(ContactField.FIRST_NAME, "nasrin", false),
                        new ContactValue(ContactField.LAST_NAME, Sha256.hex("akter"), true),
                        new ContactValue(ContactField.COUNTRY, "bd", false)),
                Set.copyOf(values));
    }

    @Test
    void readsANumberThatWasSentAsANumber() {
        assertEquals(
                List.of(new ContactValue(ContactField.PHONE, "+8801913557799", false)),
                UserData.read(Map.of("phone", 8801913557799L), "BD"));
    }

    @Test
    void leavesOutWhatCannotBeUsed() {
        var sent = Map.of("email", "none", "phone", "n/a", "colour", "red", "user_data", "x");
        assertEquals(List.of(), UserData.read(sent, "BD"));
    }

    @Test
    void takesANumberForOneOfTheCountryThatCameWithItElseOfTheSites() {
        for (String number : List.of("(650) 253-0000", "01913557799")) {
            Map<String, ?> sent = Map.of("phone_number", number, "address", Map.of("country", "US"));
            String expected = number.startsWith("0") ? "+8801913557799" : "+16502530000";
            assertEquals(
                    List.of(expected),
                    UserData.read(sent, "BD").stream()
                            .filter(value -> value.field() == ContactField.PHONE)
                            .map(ContactValue::text)
                            .toList());
        }
    }

    @Test
    void saysTheSameThingOnce() {
        assertEquals(
                1,
                UserData.read(Map.of("email", List.of("A@example.com", "a@example.com ")), "BD")
                        .size());
    }

    @Test
    void aHashedPhoneNumberIsOfTheNetworkWhoseNameItHas() {
        String hash = Sha256.hex("8801913557799");
        assertEquals(
                Optional.of(hash),
                UserData.read(Map.of("ph", hash), "BD").get(0).forMeta());
        assertEquals(
                Optional.empty(),
                UserData.read(Map.of("sha256_phone_number", hash), "BD").get(0).forMeta());
        assertEquals(
                "+8801913557799",
                UserData.read(Map.of("ph", "01913557799"), "BD").get(0).text());
    }
}
