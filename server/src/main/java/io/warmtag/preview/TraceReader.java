package io.warmtag.preview;

import io.warmtag.catalog.Value;
import io.warmtag.catalog.ValueJson;
import io.warmtag.container.model.Content;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes of what pages told what people read. Takes any message: what it doesn't know it leaves out.
 *
 * <p>The messages are those of tag-js's {@code modules/preview.ts}; each has its {@code page} with it. The server itself tells
 * of a {@code fault} with its {@code text} where the container can't be put together.
 */
public final class TraceReader {
    private final Map<String, PageReader> pages = new LinkedHashMap<>();
    private final List<String> faults = new ArrayList<>();

    private final Content content;

    private TraceReader(Content content) {
        this.content = content;
    }

    /**
     * @param told oldest first
     * @param content that is tried out: it knows which triggers a tag has and what they compare
     */
    public static Trace read(List<Told> told, Content content) {
        var reader = new TraceReader(content);
        told.forEach(reader::take);
        return reader.trace();
    }

    private void take(Told told) {
        Value read;
        try {
            read = ValueJson.read(told.body());
        } catch (IllegalArgumentException e) {
            // Numbers and depths that JSON allows and nobody means.
            return;
        }
        if (!(read instanceof Value.Fields message)) {
            return;
        }
        if (message.text("kind").equals(Optional.of("fault"))) {
            faults.add(message.text("text").orElse(""));
            return;
        }
        Json.object(message, "page")
                .text("id")
                .ifPresent(id -> pages.computeIfAbsent(id, unknown -> new PageReader(id, told.received(), content))
                        .take(message, told.received()));
    }

    private Trace trace() {
        var read = new ArrayList<Trace.PageLoad>();
        pages.values().forEach(page -> read.add(page.read()));
        Collections.reverse(read);
        return new Trace(read, faults);
    }

    /** Time as the page says it, in ms; else when it was told. */
    static Instant time(Value.Fields message, Instant received) {
        double ms = Json.number(message, "at").orElse(0);
        return ms > 0 && ms < 1e14 ? Instant.ofEpochMilli((long) ms) : received;
    }
}
