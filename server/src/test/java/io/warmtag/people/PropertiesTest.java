package io.warmtag.people;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PropertiesTest {
    @Test
    void readsWhatAnEventSaysOfThePerson() {
        assertEquals(Map.of(), Properties.read("{\"value\":1290}"));
        assertEquals(Map.of(), Properties.read("{\"about\":\"user_properties\"}"));
        assertEquals(
                Map.of("birthday", "1990-05-01", "level", "3", "vip", "true", "gone", ""),
                Properties.read(
                        "{\"user_properties\":{\"birthday\":{\"value\":\"1990-05-01\"},\"level\":3,\"vip\":true,"
                                + "\"gone\":null,\"list\":[1],\" \":\"x\"}}"));
    }

    @Test
    void takesDatesAsPeopleWriteThem() {
        Optional<LocalDate> day = Optional.of(LocalDate.of(1990, 5, 1));
        for (String text : new String[] {
            "1990-05-01",
            "1990/05/01",
            "01/05/1990",
            "01-05-1990",
            "19900501",
            "১৯৯০-০৫-০১",
            " 1990-05-01 ",
            "1990-05-01T10:00:00Z",
            "1990-05-01 10:00:00",
            "1990-05-01 23:59",
            "01/05/1990 10:00 PM",
            "1/5/1990",
            "১-৫-১৯৯০ ১০:০০"
        }) {
            assertEquals(day, Properties.date(text), text);
        }
        for (String text :
                new String[] {"", "1990", "1990-02-30", "13/13/1990", "tomorrow", "1290.50", "1990-05-01 early"}) {
            assertEquals(Optional.empty(), Properties.date(text), text);
        }
    }
}
