package io.warmtag.web;

import com.ibm.icu.text.MessageFormat;
import com.ibm.icu.util.ULocale;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Every sentence for people, by language and key; patterns are ICU's, so that plurals and numbers follow the language. */
public final class Messages {
    /** The languages of the console; the first one is that of a browser that asks for neither. */
    public static final List<String> LANGUAGES = List.of("en", "bn");

    // English as it is written in Bangladesh: day before month.
    private static final ULocale ENGLISH = new ULocale("en_GB");
    private static final ULocale BENGALI = new ULocale("bn_BD");

    private final Map<String, Map<String, String>> byLanguage;
    // Reading a pattern takes ten times as long as filling it in. Each is for one thread at a time.
    private final Map<String, MessageFormat> read = new ConcurrentHashMap<>();

    private Messages(Map<String, Map<String, String>> byLanguage) {
        this.byLanguage = byLanguage;
    }

    public static Messages load() {
        Map<String, Map<String, String>> all = new HashMap<>();
        for (String language : LANGUAGES) {
            Map<String, String> texts = new HashMap<>(read("/META-INF/admin-ui/messages/" + language + ".properties"));
            // What the domain says: the API answers with it too.
            texts.putAll(read("/messages/container." + language + ".properties"));
            all.put(language, Map.copyOf(texts));
        }
        return new Messages(Map.copyOf(all));
    }

    private static Map<String, String> read(String resource) {
        var properties = new Properties();
        try (InputStream in = Messages.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is not on the class path; build admin-ui");
            }
            properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> texts = new HashMap<>();
        properties.stringPropertyNames().forEach(key -> texts.put(key, properties.getProperty(key)));
        return Map.copyOf(texts);
    }

    public Set<String> keys(String language) {
        return texts(language).keySet();
    }

    public boolean has(String key) {
        return texts(LANGUAGES.get(0)).containsKey(key);
    }

    /** The text without arguments. */
    public String text(String language, String key) {
        return text(language, key, Map.of());
    }

    /**
     * The text with its arguments by name.
     *
     * @throws IllegalArgumentException when no message has this key
     */
    public String text(String language, String key, Map<String, ?> arguments) {
        return text(language, locale(language), key, arguments);
    }

    /** The text with its arguments by name, in the formats' language, its numbers written as they write them. */
    public String text(Formats formats, String key, Map<String, ?> arguments) {
        return text(formats.language(), formats.numerals(), key, arguments);
    }

    private String text(String language, ULocale numerals, String key, Map<String, ?> arguments) {
        String pattern = texts(language).get(key);
        if (pattern == null) {
            throw new IllegalArgumentException("no message '" + key + "' in " + language + ".properties");
        }
        if (pattern.indexOf('{') < 0) {
            return pattern;
        }
        MessageFormat format =
                read.computeIfAbsent(numerals.getName() + ' ' + pattern, each -> new MessageFormat(pattern, numerals));
        synchronized (format) {
            return format.format(new HashMap<>(arguments));
        }
    }

    static ULocale locale(String language) {
        return language.equals("bn") ? BENGALI : ENGLISH;
    }

    private Map<String, String> texts(String language) {
        Map<String, String> texts = byLanguage.get(language);
        if (texts == null) {
            throw new IllegalArgumentException("no messages in '" + language + "'");
        }
        return texts;
    }
}
