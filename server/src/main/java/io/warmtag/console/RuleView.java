package io.warmtag.console;

import io.warmtag.catalog.Value;
import io.warmtag.event.VisitorId;
import io.warmtag.rule.Available;
import io.warmtag.rule.FiringLog.Fate;
import io.warmtag.rule.FiringLog.Firing;
import io.warmtag.rule.RuleVersion;
import io.warmtag.rule.audience.model.ConditionReader;
import io.warmtag.rule.audience.model.ConditionText;
import io.warmtag.rule.model.DataTest;
import io.warmtag.rule.model.Decision;
import io.warmtag.rule.model.Delay;
import io.warmtag.rule.model.Limits;
import io.warmtag.rule.model.Limits.Often;
import io.warmtag.rule.model.Rule;
import io.warmtag.rule.model.Step;
import io.warmtag.rule.model.When;
import io.warmtag.visitor.model.Temperature;
import io.warmtag.web.Formats;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A rule and what it did, in words. */
final class RuleView {
    private static final Set<String> KNOWN_NOTES = Set.of("paused", "ended", "order", "consent", "quiet", "often");

    private final Visit visit;
    private final Available available;

    /** @param code of the title in the message files: {@code rule.says.<code>} */
    record Line(String code, List<String> texts) {}

    /**
     * What came of an occasion, ready to be shown.
     *
     * @param decision a code
     * @param temperature a code, or empty
     */
    record Happened(
            String visitor,
            Instant at,
            String decision,
            boolean test,
            String temperature,
            int version,
            List<Done> steps) {}

    /** @param note empty when there is nothing to say */
    record Done(String what, String state, @Nullable Instant at, String note) {}

    RuleView(Visit visit, Available available) {
        this.visit = visit;
        this.available = available;
    }

    String who(RuleVersion version) {
        return AuditView.who(version.author(), visit);
    }

    List<Line> lines(Rule rule) {
        List<Line> lines = new ArrayList<>();
        lines.add(new Line("when", when(rule)));
        if (rule.condition() != null) {
            lines.add(new Line("if", List.of(condition(rule.condition()))));
        }
        lines.add(new Line("then", steps(rule)));
        List<String> limits = limits(rule.limits());
        if (!limits.isEmpty()) {
            lines.add(new Line("limits", limits));
        }
        lines.add(new Line("proof", List.of(visit.text("rule.says.holdout", Map.of("percent", rule.holdout())))));
        lines.add(new Line(
                "exit", List.of(visit.text("rule.exit." + rule.exit().name().toLowerCase(Locale.ROOT)))));
        if (rule.purpose() != null) {
            lines.add(new Line("consent", List.of(visit.text("rule.purpose." + rule.purpose()))));
        }
        return lines;
    }

    /** What one version says otherwise than the one before it, in words. */
    List<String> changes(Rule before, Rule after) {
        List<String> changes = new ArrayList<>();
        if (!before.name().equals(after.name())) {
            changes.add(visit.text("rule.changed.name", Map.of("before", before.name(), "after", after.name())));
        }
        Map<String, List<String>> old = texts(before);
        Map<String, List<String>> now = texts(after);
        Set<String> codes = new LinkedHashSet<>(now.keySet());
        codes.addAll(old.keySet());
        for (String code : codes) {
            List<String> said = old.getOrDefault(code, List.of());
            List<String> says = now.getOrDefault(code, List.of());
            String title = visit.text("rule.says.title." + code);
            says.stream()
                    .filter(text -> !said.contains(text))
                    .forEach(text -> changes.add(changed("added", title, text)));
            said.stream()
                    .filter(text -> !says.contains(text))
                    .forEach(text -> changes.add(changed("removed", title, text)));
            if (changes.isEmpty() && !said.equals(says)) {
                changes.add(changed("order", title, String.join(", ", says)));
            }
        }
        return changes;
    }

    private Map<String, List<String>> texts(Rule rule) {
        Map<String, List<String>> texts = new LinkedHashMap<>();
        lines(rule).forEach(line -> texts.put(line.code(), line.texts()));
        return texts;
    }

    private String changed(String how, String title, String text) {
        return visit.text("rule.changed." + how, Map.of("title", title, "text", text));
    }

    private String condition(Value.Fields json) {
        var text =
                new ConditionText(audience -> available.audiences().getOrDefault(audience, String.valueOf(audience)));
        return ConditionReader.read(json, "if", new ArrayList<>())
                .map(condition -> visit.say(text.of(condition)))
                .orElseThrow();
    }

    String occasion(When when) {
        if (when instanceof When.Happens happens) {
            return visit.text("rule.says.event", Map.of("event", EventView.title(happens.event(), visit)));
        } else if (when instanceof When.Turns turns) {
            return visit.text(
                    "rule.says.turns", Map.of("from", temperature(turns.from()), "to", temperature(turns.to())));
        } else if (when instanceof When.Moves moves) {
            return visit.text(
                    moves.entered() ? "rule.says.entered" : "rule.says.left",
                    Map.of("name", audience(moves.audience())));
        }
        if (when instanceof When.Changes changes) {
            return changes(changes);
        }
        if (when instanceof When.Dated dated) {
            return date(dated);
        }
        return visit.text("rule.says.once", Map.of("name", audience(((When.Once) when).audience())));
    }

    private String changes(When.Changes changes) {
        String category = changes.category().isEmpty()
                ? visit.text("rule.says.category.any")
                : visit.text("rule.says.category", Map.of("category", changes.category()));
        return visit.text(
                "rule.says." + changes.what().code(),
                Map.of(
                        "did", visit.text("rule.did." + changes.deed().code()),
                        "days", changes.days(),
                        "percent", changes.percent(),
                        "category", category));
    }

    private String date(When.Dated dated) {
        String side = dated.days() == 0 ? "on" : dated.days() < 0 ? "before" : "after";
        return visit.text(
                "rule.says.date." + side,
                Map.of(
                        "property", dated.property(),
                        "time", clock(dated.at()),
                        "days", Math.abs(dated.days()),
                        "yearly", dated.yearly() ? "yes" : "no"));
    }

    private String temperature(@Nullable Temperature temperature) {
        return temperature == null
                ? visit.text("rule.field.any")
                : visit.text("temperature." + VisitorsPages.word(temperature));
    }

    private String audience(int id) {
        return available.audiences().getOrDefault(id, String.valueOf(id));
    }

    private List<String> when(Rule rule) {
        List<String> texts = new ArrayList<>(List.of(occasion(rule.when())));
        if (rule.when() instanceof When.Happens happens) {
            for (DataTest test : happens.where()) {
                texts.add(test.path() + " " + visit.text("rule.op." + test.op().code()) + " " + test.value());
            }
        } else if (rule.when() instanceof When.Once once && once.at() != null) {
            texts.add(visit.formats().dateTime(once.at()));
        }
        Delay delay = rule.delay();
        if (delay.minutes() > 0) {
            texts.add(visit.text("rule.says.after", Map.of("time", time(delay.minutes()))));
        }
        if (delay.unlessOrder()) {
            texts.add(visit.text("rule.says.unless_order"));
        }
        if (!delay.unlessEvents().isEmpty()) {
            texts.add(visit.text("rule.says.unless_events", Map.of("events", String.join(", ", delay.unlessEvents()))));
        }
        return texts;
    }

    private String time(int minutes) {
        if (minutes % 1_440 == 0) {
            return visit.text("rule.time.days", Map.of("count", minutes / 1_440));
        }
        return minutes % 60 == 0
                ? visit.text("rule.time.hours", Map.of("count", minutes / 60))
                : visit.text("rule.time.minutes", Map.of("count", minutes));
    }

    private List<String> steps(Rule rule) {
        return rule.steps().isEmpty()
                ? List.of(visit.text("rule.says.nothing"))
                : rule.steps().stream().map(this::step).toList();
    }

    String step(Step step) {
        if (step instanceof Step.Wait wait) {
            return visit.text("rule.says.wait", Map.of("time", time(wait.minutes())));
        } else if (step instanceof Step.Offer offer) {
            String name = available.offers().getOrDefault(offer.offer(), String.valueOf(offer.offer()));
            return visit.text("rule.show", Map.of("name", name));
        }
        var send = (Step.Send) step;
        String name = available.destinations().getOrDefault(send.destination(), String.valueOf(send.destination()));
        return switch (send.event()) {
            case Step.Send.ENLIST -> visit.text("rule.enlist", Map.of("name", name));
            case Step.Send.DELIST -> visit.text("rule.delist", Map.of("name", name));
            default -> visit.text("rule.tell", Map.of("name", name)) + " (" + send.event() + ")";
        };
    }

    private List<String> limits(Limits limits) {
        List<String> texts = new ArrayList<>();
        often(texts, "rule.says.person", limits.perPerson());
        often(texts, "rule.says.all", limits.overall());
        if (limits.budget() != null) {
            texts.add(visit.text("rule.says.budget", Map.of("times", limits.budget())));
        }
        if (limits.quiet() != null) {
            texts.add(visit.text(
                    "rule.says.quiet",
                    Map.of(
                            "from", clock(limits.quiet().from()),
                            "to", clock(limits.quiet().to()))));
        }
        if (limits.start() != null) {
            texts.add(
                    visit.text("rule.says.start", Map.of("time", visit.formats().dateTime(limits.start()))));
        }
        if (limits.end() != null) {
            texts.add(visit.text("rule.says.end", Map.of("time", visit.formats().dateTime(limits.end()))));
        }
        if (!limits.together()) {
            texts.add(visit.text("rule.says.apart"));
        }
        return texts;
    }

    /** In the reader's digits. */
    private String clock(LocalTime time) {
        Formats formats = visit.formats();
        String tens = time.getMinute() < 10 ? formats.number(0) : "";
        return formats.number(time.getHour()) + ":" + tens + formats.number(time.getMinute());
    }

    private void often(List<String> texts, String key, @Nullable Often often) {
        if (often != null) {
            texts.add(visit.text(key, Map.of("times", often.times(), "days", often.days())));
        }
    }

    Happened happened(Firing firing, Map<Integer, Rule> versions) {
        Rule rule = versions.get(firing.version());
        return new Happened(
                VisitorId.text(firing.person()),
                firing.at(),
                firing.decision().word(),
                firing.test(),
                firing.temperature() == null ? "" : VisitorsPages.word(firing.temperature()),
                firing.version(),
                firing.decision() == Decision.FIRED && rule != null
                        ? firing.steps().stream().map(fate -> done(fate, rule)).toList()
                        : List.of());
    }

    private Done done(Fate fate, Rule rule) {
        String note = fate.note() == null ? "" : fate.note();
        return new Done(
                step(rule.steps().get(fate.number())),
                fate.state(),
                fate.endedAt() == null ? fate.due() : fate.endedAt(),
                KNOWN_NOTES.contains(note) ? visit.text("rule.note." + note) : note);
    }
}
