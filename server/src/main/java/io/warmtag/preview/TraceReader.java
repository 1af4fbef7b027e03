package io.warmtag.preview;

import io.warmtag.catalog.Value;
import io.warmtag.catalog.ValueJson;
import io.warmtag.container.model.Content;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Makes of what pages told what people read. Takes any message: what it doesn't know it leaves out.
 *
 * <p>The messages are those of tag-js's {@code modules/preview.ts}; each has its {@code page} with it. The server itself tells
 * of a {@code fault} with its {@code text} where the container can't be put together, and that a script was {@code made} of a
 * {@code revision} of the draft: the pages that say hello after it have that one.
 */
public final class TraceReader {
    /** How the server's own message about a script begins. */
    private static final String MADE = "{\"kind\":\"made\"";

    private final Map<String, PageReader> pages = new LinkedHashMap<>();
    private final List<String> faults = new ArrayList<>();

    private final Map<Long, Content> drafts;
    private Content content;
    private long revision;

    private TraceReader(Map<Long, Content> drafts, Content now) {
        this.drafts = drafts;
        this.content = now;
    }

    /**
     * @param told oldest first
     * @param drafts by the revisions of which scripts were made: they know which triggers a tag has and what they compare
     * @param now what is tried out by now, for pages whose draft is not among these
     * @param newest revision of the draft by now
     */
    public static Trace read(List<Told> told, Map<Long, Content> drafts, Content now, long newest) {
        var reader = new TraceReader(drafts, now);
        told.forEach(reader::take);
        return reader.trace(newest);
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
        OptionalLong made = revision(message);
        if (made.isPresent()) {
            revision = made.getAsLong();
            content = drafts.getOrDefault(revision, content);
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

    private Trace trace(long newest) {
        var read = new ArrayList<Trace.PageLoad>();
        pages.values().forEach(page -> read.add(page.read()));
        Collections.reverse(read);
        return new Trace(read, faults, revision, newest);
    }

    /** Of the draft that a script was made of; empty when the message says nothing of one. */
    private static OptionalLong revision(Value.Fields message) {
        double number = message.text("kind").equals(Optional.of("made"))
                        && message.get("page").isEmpty()
                ? Json.number(message, "revision").orElse(0)
                : 0;
        return number > 0 && number < 1e15 ? OptionalLong.of((long) number) : OptionalLong.empty();
    }

    /** Of all drafts that scripts were made of. */
    static Set<Long> revisions(List<Told> told) {
        var revisions = new HashSet<Long>();
        for (Told each : told) {
            if (each.body().startsWith(MADE) && ValueJson.read(each.body()) instanceof Value.Fields message) {
                revision(message).ifPresent(revisions::add);
            }
        }
        return revisions;
    }

    /** Time as the page says it, in ms; else when it was told. */
    static Instant time(Value.Fields message, Instant received) {
        double ms = Json.number(message, "at").orElse(0);
        return ms > 0 && ms < 1e14 ? Instant.ofEpochMilli((long) ms) : received;
    }
}
