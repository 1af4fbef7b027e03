package io.warmtag.collect;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.warmtag.collect.Batch.PageContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of {@code POST /e} in one pass. The data of an event is not built as objects: its text is cut out of the
 * body as it stands, after its tokens have been checked.
 */
final class BatchParser {
    static final int MOST_EVENTS = 100;

    private static final int MOST_URL = 2_000;
    private static final int MOST_TEXT = 300;
    private static final int MOST_AGENT = 1_000;
    private static final int MOST_PURPOSE = 40;
    // What is too deep or too long in one event's data is that event's mistake, not its neighbours'.
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(1_000)
                    .maxNumberLength(Collector.MOST_BODY_BYTES)
                    .build())
            .build();

    private final String body;
    private final JsonParser parser;
    private @Nullable String site;
    private @Nullable Long sent;
    private @Nullable String visitor;
    private @Nullable String user;
    private boolean wantsTemperature;
    private boolean wantsOffers;
    private PageContext context = PageContext.EMPTY;
    private @Nullable List<Batch.Item> events;

    /** The body can't be read as a batch at all. */
    static final class Unreadable extends Exception {
        private final int status;

        Unreadable(int status, String reason) {
            super(reason, null, false, false);
            this.status = status;
        }

        int status() {
            return status;
        }
    }

    private BatchParser(String body, JsonParser parser) {
        this.body = body;
        this.parser = parser;
    }

    static Batch parse(String body) throws Unreadable {
        try (JsonParser parser = JSON.createParser(body)) {
            return new BatchParser(body, parser).batch();
        } catch (IOException e) {
            throw new Unreadable(400, "The body is not JSON that can be read: " + firstLine(e));
        }
    }

    private static String firstLine(IOException e) {
        String message = e.getMessage() == null ? "unknown" : e.getMessage();
        return message.lines().findFirst().orElse("");
    }

    private Batch batch() throws IOException, Unreadable {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new Unreadable(400, "The body must be a JSON object with site and events.");
        }
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "site" -> site = text(MOST_TEXT);
                case "sent" -> sent = time();
                case "visitor" -> visitor = text(MOST_TEXT);
                case "user" -> user = text(MOST_TEXT);
                case "want" -> wants();
                case "context" -> context = context();
                case "events" -> events = events();
                default -> skip();
            }
        }
        if (parser.nextToken() != null) {
            throw new Unreadable(400, "Something stands behind the JSON object.");
        }
        if (site == null) {
            throw new Unreadable(400, "site is missing: send the id that stands in the snippet.");
        }
        if (events == null) {
            throw new Unreadable(400, "events is missing: send a list of events.");
        }
        return new Batch(site, sent, visitor, user, wantsTemperature, wantsOffers, context, events);
    }

    private void wants() throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            skip();
            return;
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            String what = text(MOST_TEXT);
            wantsTemperature |= "temperature".equals(what);
            wantsOffers |= "offers".equals(what);
        }
    }

    private PageContext context() throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            skip();
            return PageContext.EMPTY;
        }
        String url = null;
        String referrer = null;
        String title = null;
        String language = null;
        String screen = null;
        boolean automated = false;
        Map<String, String> consent = Map.of();
        String ip = null;
        String userAgent = null;
        String country = null;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "url" -> url = text(MOST_URL);
                case "referrer" -> referrer = text(MOST_URL);
                case "title" -> title = text(MOST_TEXT);
                case "language" -> language = text(35);
                case "screen" -> screen = text(20);
                case "automated" -> automated = parser.currentToken() == JsonToken.VALUE_TRUE;
                case "consent" -> consent = consent();
                case "ip" -> ip = text(MOST_TEXT);
                case "user_agent" -> userAgent = text(MOST_AGENT);
                case "country" -> country = text(MOST_TEXT);
                default -> skip();
            }
        }
        return new PageContext(
                url, referrer, title, language, screen, automated, consent, new Batch.Browser(ip, userAgent, country));
    }

    private Map<String, String> consent() throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            skip();
            return Map.of();
        }
        Map<String, String> consent = new TreeMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String purpose = parser.currentName();
            parser.nextToken();
            String state = text(20);
            boolean known = "granted".equals(state) || "denied".equals(state) || "default".equals(state);
            if (known && state != null && consent.size() < 20 && isPurpose(purpose)) {
                consent.put(purpose, state);
            }
        }
        return consent;
    }

    private static boolean isPurpose(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c != '_' && (c < 'a' || c > 'z')) {
                return false;
            }
        }
        return !name.isEmpty() && name.length() <= MOST_PURPOSE;
    }

    private List<Batch.Item> events() throws IOException, Unreadable {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw new Unreadable(400, "events must be a list.");
        }
        List<Batch.Item> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (items.size() == MOST_EVENTS) {
                throw new Unreadable(413, "More than " + MOST_EVENTS + " events: send them in several requests.");
            }
            items.add(new ItemParser(body, parser).item());
        }
        return items;
    }

    /** The text of a string value, cut; null for any other value. */
    private @Nullable String text(int most) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            skip();
            return null;
        }
        String text = parser.getText();
        return text.length() > most ? text.substring(0, most) : text;
    }

    private @Nullable Long time() throws IOException {
        return ItemParser.time(parser);
    }

    private void skip() throws IOException {
        parser.skipChildren();
    }
}
