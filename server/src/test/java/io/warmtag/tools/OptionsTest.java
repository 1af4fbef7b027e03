package io.warmtag.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OptionsTest {
    @Test
    void readsValuesAndFlags() {
        var options = new Options("--rate", "50", "--json", "--site", "WT-7K2M9QX");

        assertEquals(50, options.number("rate", 1, 1, 100));
        assertTrue(options.flag("json"));
        assertEquals(Optional.of("WT-7K2M9QX"), options.text("site"));
        assertEquals(List.of(), options.mistakes());
    }

    @Test
    void namesEveryMistakeAtOnce() {
        var options = new Options("--rate", "many", "--sped", "3", "loose", "--seconds", "0");

        assertEquals(20, options.number("rate", 20, 1, 100));
        assertEquals(60, options.number("seconds", 60, 1, 100));
        assertEquals(
                List.of(
                        "'loose' stands alone: options look like --name value.",
                        "--rate must be a whole number from 1 to 100, not 'many'.",
                        "--seconds must be a whole number from 1 to 100, not '0'.",
                        "--sped is not an option of this command."),
                options.mistakes());
    }

    @Test
    void refusesAnotherMachineUnlessAllowed() {
        var refused = new Options("--url", "http://shop.example:8080");
        var allowed = new Options("--url", "http://shop.example:8080", "--allow-remote");

        assertEquals(
                "http://shop.example:8080",
                refused.target("url", "http://127.0.0.1").toString());
        assertEquals(
                "http://shop.example:8080",
                allowed.target("url", "http://127.0.0.1").toString());
        assertEquals(1, refused.mistakes().size());
        assertEquals(List.of(), allowed.mistakes());
    }

    @Test
    void takesNoNameThatOnlyLooksLocal() {
        var options = new Options("--url", "http://127.0.0.1.evil.example");

        assertEquals(
                "127.0.0.1.evil.example",
                options.target("url", "http://127.0.0.1").host());
        assertEquals(1, options.mistakes().size());
    }
}
