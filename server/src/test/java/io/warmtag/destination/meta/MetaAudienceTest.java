package io.warmtag.destination.meta;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonArray;
import io.warmtag.destination.Config;
import io.warmtag.people.KnownContact;
import io.warmtag.people.contact.Sha256;
import io.warmtag.people.contact.UserData;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MetaAudienceTest {
    private static final UUID PERSON = UUID.fromString("0f8fad5b-d9cb-469f-a165-70867728950e");
    private static final Instant NOW = Instant.parse("2026-11-22T06:00:00Z");

    /** Behind the country: gender, then year, month and day of birth. */
    private static List<Object> last(Map<String, String> said) {
        List<KnownContact> known = UserData.read(said, "BD").stream()
                .map(value -> new KnownContact(PERSON, value, NOW, NOW, "identify"))
                .toList();
        var config = new Config(Map.of("use", "any", "region", "BD"), Map.of(), "BDT", true);
        JsonArray keys = new MetaAudience("https://graph.example")
                .keys(config, PERSON, known, 0)
                .orElseThrow();
        assertEquals(13, keys.size());
        return keys.stream().skip(9).toList();
    }

    @Test
    void saysGenderAndEachPartOfTheBirthDateWhereTheyAreKnown() {
        var said = Map.of("email", "ada@example.com", "gender", "WoMaN", "birth_date", "১৯৯৭-২-১৬");
        assertEquals(List.of(Sha256.hex("f"), Sha256.hex("1997"), Sha256.hex("02"), Sha256.hex("16")), last(said));
        assertEquals(List.of("", "", "", ""), last(Map.of("email", "ada@example.com")));
    }

    @Test
    void makesNoPartsOfABirthDateThatCameHashed() {
        var said = Map.of("email", "ada@example.com", "db", Sha256.hex("19970216"), "ge", Sha256.hex("m"));
        assertEquals(List.of(Sha256.hex("m"), "", "", ""), last(said));
    }
}
