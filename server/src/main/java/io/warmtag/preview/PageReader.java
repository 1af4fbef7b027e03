package io.warmtag.preview;

import io.warmtag.catalog.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** One page load, as its messages come in. */
final class PageReader {
    private static final int MOST_STEPS = 2_000;

    private final String id;
    private Instant at;
    private String url = "";
    private String title = "";
    private Names names = new Names(Value.Fields.NONE);
    private Value.Fields consent = Value.Fields.NONE;
    private final SortedMap<Integer, StepReader> steps = new TreeMap<>();

    PageReader(String id, Instant at) {
        this.id = id;
        this.at = at;
    }

    void take(String kind, Value.Fields message, Instant received) {
        if (kind.equals("page")) {
            at = TraceReader.time(message, received);
            url = message.text("url").orElse(url);
            title = message.text("title").orElse(title);
            names = new Names(Json.object(message, "tags"));
            consent = Json.object(message, "consent");
            return;
        }
        if (kind.equals("consent")) {
            consent = Json.object(message, "states");
        }
        int number = Json.index(message, "number");
        int step = number < 0 && !steps.isEmpty() ? steps.lastKey() : Math.max(0, number);
        if (steps.size() < MOST_STEPS || steps.containsKey(step)) {
            steps.computeIfAbsent(step, unknown -> new StepReader(id, step, received))
                    .take(kind, message, received, consent);
        }
    }

    Trace.PageLoad read() {
        List<Trace.Step> read = new ArrayList<>();
        steps.values().forEach(step -> read.add(0, step.read(names)));
        return new Trace.PageLoad(id, at, url, title, read);
    }
}
