package io.warmtag.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class MessagesTest {
    private static final Pattern WHOLE_KEY = Pattern.compile("[({]t \"([^\"]+)\"");
    private static final Pattern KEY_START = Pattern.compile("[({]tk \"([^\"]+)\"");

    private final Messages messages = Messages.load();

    @Test
    void hasEveryMessageInEveryLanguage() {
        assertEquals(new TreeSet<>(messages.keys("en")), new TreeSet<>(messages.keys("bn")));
    }

    @Test
    void hasEveryMessageThatATemplateNames() throws IOException {
        List<String> missing = new ArrayList<>();
        for (String name : StaticAssets.load().templates()) {
            String template = template(name);
            Matcher whole = WHOLE_KEY.matcher(template);
            while (whole.find()) {
                if (!messages.has(whole.group(1))) {
                    missing.add(name + ": " + whole.group(1));
                }
            }
            Matcher start = KEY_START.matcher(template);
            while (start.find()) {
                String prefix = start.group(1) + ".";
                if (messages.keys("en").stream().noneMatch(key -> key.startsWith(prefix))) {
                    missing.add(name + ": " + prefix + "…");
                }
            }
        }
        assertEquals(List.of(), missing);
    }

    /** Bengali has several words for each; a marketer looks for the one that stands on the marks. */
    @Test
    void callsATemperatureByOneNameInBengali() throws IOException {
        Pattern others = Pattern.compile("তাপমাত্রা|উষ্ণ|গরম|শীতল");
        var file = new Properties();
        try (var reader = new InputStreamReader(
                MessagesTest.class.getResourceAsStream("/META-INF/admin-ui/messages/bn.properties"),
                StandardCharsets.UTF_8)) {
            file.load(reader);
        }
        assertTrue(file.size() > 1_000);
        assertEquals(
                List.of(),
                file.entrySet().stream()
                        .filter(message -> others.matcher(String.valueOf(message.getValue()))
                                .find())
                        .toList());
    }

    private static String template(String name) throws IOException {
        try (InputStream in = MessagesTest.class.getResourceAsStream("/META-INF/admin-ui/templates/" + name + ".hbs")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void countsInTheLanguagesOwnDigits() {
        assertEquals("1,234 events", messages.text("en", "overview.today.count", Map.of("count", 1234)));
        assertEquals("1 event", messages.text("en", "overview.today.count", Map.of("count", 1)));
        assertEquals("১২,৩৪,৫৬৭টি ইভেন্ট", messages.text("bn", "overview.today.count", Map.of("count", 1234567)));
    }

    @Test
    void writesNumbersInSentencesAsTheSiteDoes() {
        var taka = new Formats("en", ZoneId.of("Asia/Dhaka"), "BDT");
        assertEquals("12,34,567 events", messages.text(taka, "overview.today.count", Map.of("count", 1234567)));
    }

    @Test
    void refusesAKeyThatNobodyWrote() {
        var failure = assertThrows(IllegalArgumentException.class, () -> messages.text("en", "no.such.key"));
        assertTrue(String.valueOf(failure.getMessage()).contains("no.such.key"));
    }
}
