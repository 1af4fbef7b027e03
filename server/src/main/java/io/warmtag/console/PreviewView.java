package io.warmtag.console;

import io.warmtag.event.Refusal;
import io.warmtag.preview.Fate;
import io.warmtag.preview.PreviewSession;
import io.warmtag.preview.Trace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A trace as its page shows it. */
final class PreviewView {
    private static final int MOST_STEPS = 300;
    private static final List<String> TABS = List.of("tags", "variables", "data", "consent", "errors", "server");

    private final Visit visit;
    private final PreviewSession session;
    private final Trace trace;

    record TracePage(
            About about,
            List<String> faults,
            List<PageGroup> pages,
            @Nullable Detail step,
            List<TagSummary> summary) {}

    /** @param outdated whether the draft has been changed since the newest page was opened */
    record About(
            String id, String subject, String author, Instant until, boolean full, boolean outdated, Links links) {}

    /**
     * @param door brings a browser into the preview
     * @param qr the same for a phone's camera
     * @param wayOut brings it out
     * @param share the whole address of this page
     */
    record Links(String here, String door, QrCode qr, String wayOut, String share) {}

    record PageGroup(String url, String title, Instant at, List<StepRow> steps) {}

    record StepRow(String key, int number, String title, Instant at, long fired, long failed, boolean selected) {}

    record Detail(Trace.Step step, String title, List<Tab> tabs, String tab, List<Group> tags, List<SentEvent> sent) {}

    /**
     * @param fate null while the server has not got it
     * @param why it was rejected, in the reader's language; null when that is not known
     */
    record SentEvent(
            String name, @Nullable Fate fate, @Nullable String why) {}

    record Tab(String id, long count, boolean selected) {}

    /** @param id {@code fired}, {@code held} (matched, and something kept it) or {@code unmatched} */
    record Group(String id, List<Trace.TagLine> tags) {}

    record TagSummary(int id, String name, String type, long fired, long failed) {}

    PreviewView(Visit visit, PreviewSession session, Trace trace) {
        this.visit = visit;
        this.session = session;
        this.trace = trace;
    }

    TracePage page(Optional<Trace.Step> chosen, Map<UUID, Fate> fates, Links links) {
        var about = new About(
                session.id().toString(),
                PreviewPages.title(visit, session.subject()),
                AuditView.who(session.author(), visit),
                session.expiresAt(),
                session.isFull(),
                trace.isOutdated(),
                links);
        String key = chosen.map(Trace.Step::key).orElse("");
        return new TracePage(
                about,
                trace.faults().stream().distinct().toList(),
                groups(key),
                chosen.map(step -> detail(step, fates)).orElse(null),
                summary());
    }

    private List<PageGroup> groups(String selected) {
        var groups = new ArrayList<PageGroup>();
        int left = MOST_STEPS;
        for (Trace.PageLoad page : trace.pages()) {
            List<StepRow> rows = page.steps().stream()
                    .filter(step -> !step.name().isEmpty())
                    .limit(left)
                    .map(step -> new StepRow(
                            step.key(),
                            step.number(),
                            title(step),
                            step.at(),
                            step.fired(),
                            step.failed(),
                            step.key().equals(selected)))
                    .toList();
            left -= rows.size();
            groups.add(new PageGroup(page.url(), page.title(), page.at(), rows));
        }
        return groups;
    }

    /** GTM's name of the events that containers make themselves. */
    private String title(Trace.Step step) {
        String key = "preview.event." + step.name();
        return visit.knows(key) ? visit.text(key) : step.name();
    }

    private Detail detail(Trace.Step step, Map<UUID, Fate> fates) {
        String tab = visit.query("tab").filter(TABS::contains).orElse("tags");
        Map<String, Long> counts = Map.of(
                "tags", step.fired(),
                "variables", (long) step.variables().size(),
                "errors", (long) step.errors().size(),
                "server", (long) step.sent().size());
        List<Tab> tabs = TABS.stream()
                .map(id -> new Tab(id, counts.getOrDefault(id, 0L), id.equals(tab)))
                .toList();
        return new Detail(step, title(step), tabs, tab, tags(step), sent(step, fates));
    }

    private List<SentEvent> sent(Trace.Step step, Map<UUID, Fate> fates) {
        Map<String, Fate> byText = new LinkedHashMap<>();
        fates.forEach((id, fate) -> byText.put(id.toString(), fate));
        return step.sent().stream()
                .map(sent -> sent(sent.name(), byText.get(sent.id())))
                .toList();
    }

    private SentEvent sent(String name, @Nullable Fate fate) {
        Refusal refusal = fate == null ? null : fate.refusal();
        return new SentEvent(name, fate, refusal == null ? null : visit.say(refusal));
    }

    private static List<Group> tags(Trace.Step step) {
        Map<String, List<Trace.TagLine>> groups = new LinkedHashMap<>();
        for (String id : List.of("fired", "held", "unmatched")) {
            groups.put(id, new ArrayList<>());
        }
        for (Trace.TagLine tag : step.tags()) {
            String group = tag.isFired() ? "fired" : tag.status() == Trace.Status.UNMATCHED ? "unmatched" : "held";
            groups.getOrDefault(group, new ArrayList<>()).add(tag);
        }
        return groups.entrySet().stream()
                .filter(group -> !group.getValue().isEmpty())
                .map(group -> new Group(group.getKey(), group.getValue()))
                .toList();
    }

    /** Of all pages together: what ran, and what never did. */
    private List<TagSummary> summary() {
        Map<String, TagSummary> all = new LinkedHashMap<>();
        for (Trace.PageLoad page : trace.pages()) {
            for (Trace.Step step : page.steps()) {
                step.tags().forEach(tag -> all.merge(tag.name(), summary(tag), PreviewView::sum));
            }
        }
        return all.values().stream()
                .sorted(java.util.Comparator.comparingLong((TagSummary tag) -> -tag.fired)
                        .thenComparing(TagSummary::name))
                .toList();
    }

    private static TagSummary summary(Trace.TagLine tag) {
        return new TagSummary(
                tag.id(), tag.name(), tag.type(), tag.isFired() ? 1 : 0, tag.status() == Trace.Status.FAILED ? 1 : 0);
    }

    private static TagSummary sum(TagSummary one, TagSummary other) {
        return new TagSummary(one.id, one.name, one.type, one.fired + other.fired, one.failed + other.failed);
    }
}
