package io.warmtag.preview;

import io.warmtag.catalog.Value;
import io.warmtag.container.model.Content;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** One page load, as its messages come in. */
final class PageReader {
    private static final int MOST_STEPS = 2_000;

    private final String id;
    private final Content content;
    private final Set<Integer> seen = new HashSet<>();
    private final SortedMap<Integer, StepReader> steps = new TreeMap<>();
    /** What came before the step that it belongs to. */
    private final List<Trace.Sent> sent = new ArrayList<>();

    /** Of Warmtag events, by id: a page view is named by several steps. */
    private final Map<String, String> names = new HashMap<>();

    private final List<String> errors = new ArrayList<>();
    private Instant at;
    private String url = "";
    private String title = "";
    private Value.Fields hello = Value.Fields.NONE;
    private Value.Fields push = Value.Fields.NONE;
    private Value.Fields consent = Value.Fields.NONE;

    PageReader(String id, Instant at, Content content) {
        this.id = id;
        this.at = at;
        this.content = content;
    }

    void take(Value.Fields message, Instant received) {
        int n = Json.index(message, "n");
        if (n >= 0 && !seen.add(n)) {
            return;
        }
        Value.Fields page = Json.object(message, "page");
        url = page.text("url").orElse(url);
        title = page.text("title").orElse(title);
        switch (message.text("kind").orElse("")) {
            case "hello" -> {
                at = TraceReader.time(message, received);
                hello = message;
                consent = Json.object(message, "consent");
            }
            case "push" -> push = message;
            case "consent" -> consent = Json.object(message, "states");
            case "event" -> step(message, received);
            case "tag" -> {
                StepReader step = steps.get(Json.index(message, "number"));
                if (step != null) {
                    step.tag(message);
                }
            }
            case "sent" -> sent(Json.object(message, "event"));
            case "error" -> error(message.text("text").orElse(""));
            case "blocked" ->
                error("Content-Security-Policy " + message.text("directive").orElse("") + ": "
                        + message.text("what").orElse("") + " "
                        + message.text("sample").orElse(""));
            default -> {}
        }
    }

    private void step(Value.Fields message, Instant received) {
        int number = Json.index(message, "number");
        if (number < 0 || steps.size() >= MOST_STEPS) {
            return;
        }
        var step = new StepReader(id, number, TraceReader.time(message, received), message, push, consent);
        steps.put(number, step);
        step.event().ifPresent(event -> {
            for (Iterator<Trace.Sent> each = sent.iterator(); each.hasNext(); ) {
                Trace.Sent one = each.next();
                if (one.id().equals(event)) {
                    step.sent(one);
                    each.remove();
                }
            }
            step.sent(new Trace.Sent(event, names.getOrDefault(event, "")));
        });
        sent.forEach(step::sent);
        sent.clear();
        errors.forEach(step::error);
        errors.clear();
    }

    private void sent(Value.Fields event) {
        event.text("id")
                .ifPresent(
                        one -> sent.add(new Trace.Sent(one, event.text("name").orElse(""))));
    }

    /** What a trigger or condition threw is said before its step is. */
    private void error(String text) {
        errors.add(text);
    }

    Trace.PageLoad read() {
        StepReader last = steps.isEmpty() ? null : steps.get(steps.lastKey());
        if (last != null) {
            sent.forEach(last::sent);
            errors.forEach(last::error);
            sent.clear();
            errors.clear();
        }
        var positions = new Names(hello, content);
        List<Trace.Step> read = new ArrayList<>();
        steps.values().forEach(step -> read.add(0, step.read(positions)));
        return new Trace.PageLoad(id, at, url, title, read);
    }
}
