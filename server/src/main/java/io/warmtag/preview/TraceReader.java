package io.warmtag.preview;

import io.warmtag.catalog.Value;
import io.warmtag.catalog.ValueJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes of what pages told what people read. Takes any message: what it doesn't know it leaves out.
 *
 * <p>A message is an object with {@code kind} and {@code page}, an id of the page load; most name a step by {@code number}.
 * Tags, triggers and variables are named by their index in the page's {@code tags}.
 *
 * <pre>
 * {"kind":"page", "page", "at":ms, "url", "title", "tags": config.tags without params}
 * {"kind":"event", "page", "number", "at":ms, "name", "id"?: the Warmtag event's, "data"?: {…}, "model"?: {…}, "consent"?: {…}}
 * {"kind":"variable", "page", "number", "variable", "value"}
 * {"kind":"condition", "page", "number", "trigger", "place", "left", "right", "passed"?}
 * {"kind":"trigger", "page", "number", "trigger", "passed"}
 * {"kind":"tag", "page", "number", "tag", "status", "detail"?}
 * {"kind":"error", "page", "number"?, "text"}
 * {"kind":"fault", "text"}: of the server, the container can't be put together
 * </pre>
 */
public final class TraceReader {
    private final Map<String, PageReader> pages = new LinkedHashMap<>();
    private final List<String> faults = new ArrayList<>();

    private TraceReader() {}

    /** @param told oldest first */
    public static Trace read(List<Told> told) {
        var reader = new TraceReader();
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
        String kind = message.text("kind").orElse("");
        if (kind.equals("fault")) {
            faults.add(message.text("text").orElse(""));
            return;
        }
        message.text("page")
                .ifPresent(id -> pages.computeIfAbsent(id, unknown -> new PageReader(id, told.received()))
                        .take(kind, message, told.received()));
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
