package io.warmtag.console;

import io.warmtag.rule.model.DataTest;
import io.warmtag.rule.model.Delay;
import io.warmtag.rule.model.Limits;
import io.warmtag.rule.model.Limits.Often;
import io.warmtag.rule.model.Rule;
import io.warmtag.rule.model.Step;
import io.warmtag.rule.model.When;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A rule as the fields of its form have it. */
final class RuleValues {
    static final Map<String, Integer> UNITS = Map.of("minutes", 1, "hours", 60, "days", 1_440);
    private final Map<String, String> values;
    private final ZoneId zone;

    private RuleValues(Map<String, String> values, ZoneId zone) {
        this.values = values;
        this.zone = zone;
    }

    static RuleValues typed(Visit visit) {
        Map<String, String> values = new HashMap<>();
        visit.ctx()
                .request()
                .formAttributes()
                .forEach(entry -> values.put(entry.getKey(), entry.getValue().trim()));
        return new RuleValues(values, visit.site().timeZone());
    }

    static RuleValues of(Rule rule, ZoneId zone) {
        var out = new RuleValues(new HashMap<>(), zone);
        out.put("name", rule.name());
        out.when(rule.when());
        out.delay(rule.delay());
        out.steps(rule.steps());
        out.limits(rule.limits());
        out.put("holdout", rule.holdout());
        out.put("exit", rule.exit().name().toLowerCase(Locale.ROOT));
        out.put("purpose", rule.purpose());
        return out;
    }

    ZoneId zone() {
        return zone;
    }

    String get(String name) {
        return values.getOrDefault(name, "");
    }

    /** How many rows of a table have been typed or are there. */
    int rows(String table) {
        int rows = 0;
        for (String name : values.keySet()) {
            if (name.startsWith(table + "[")) {
                String index = name.substring(table.length() + 1, name.indexOf(']'));
                rows = Math.max(rows, index.matches("\\d{1,2}") ? Integer.parseInt(index) + 1 : 0);
            }
        }
        return rows;
    }

    private void put(String name, @Nullable Object value) {
        values.put(name, value == null ? "" : String.valueOf(value));
    }

    private void when(When when) {
        if (when instanceof When.Happens happens) {
            put("kind", "event");
            put("event", happens.event());
            for (int i = 0; i < happens.where().size(); i++) {
                DataTest test = happens.where().get(i);
                put("where[" + i + "].path", test.path());
                put("where[" + i + "].op", test.op().code());
                put("where[" + i + "].value", test.value());
            }
        } else if (when instanceof When.Turns turns) {
            put("kind", "temperature");
            put("from", turns.from() == null ? "" : VisitorsPages.word(turns.from()));
            put("to", turns.to() == null ? "" : VisitorsPages.word(turns.to()));
        } else if (when instanceof When.Moves moves) {
            put("kind", moves.entered() ? "entered" : "left");
            put("audience", moves.audience());
        } else if (when instanceof When.Changes changes) {
            put("kind", changes.what().code());
            put("did", changes.deed().code());
            put("did_days", changes.days());
            put("percent", changes.percent() == 0 ? "" : changes.percent());
            put("category", changes.category());
        } else if (when instanceof When.Once once) {
            put("kind", "once");
            put("audience", once.audience());
            put("at", local(once.at()));
        } else if (when instanceof When.Dated dated) {
            put("kind", "date");
            put("property", dated.property());
            put("date_days", dated.days() == 0 ? "" : Math.abs(dated.days()));
            put("date_side", dated.days() < 0 ? "before" : "after");
            put("date_time", dated.at());
            put("yearly", dated.yearly() ? "on" : "");
        }
    }

    private void delay(Delay delay) {
        time("after", "after_unit", delay.minutes());
        put("unless_order", delay.unlessOrder() ? "on" : "");
        put("unless_events", String.join(", ", delay.unlessEvents()));
    }

    private void time(String field, String unit, int minutes) {
        String largest =
                minutes > 0 && minutes % 1_440 == 0 ? "days" : minutes > 0 && minutes % 60 == 0 ? "hours" : "minutes";
        put(field, minutes == 0 ? "" : minutes / UNITS.getOrDefault(largest, 1));
        put(unit, minutes == 0 ? "hours" : largest);
    }

    private void steps(List<Step> all) {
        int row = 0;
        int waits = 0;
        for (Step step : all) {
            String place = "steps[" + row + "].";
            if (step instanceof Step.Wait wait) {
                waits += wait.minutes();
                continue;
            }
            time(place + "after", place + "unit", waits);
            if (step instanceof Step.Offer offer) {
                put(place + "what", "offer:" + offer.offer());
            } else if (step instanceof Step.Send send) {
                String what = switch (send.event()) {
                    case Step.Send.ENLIST -> "enlist:";
                    case Step.Send.DELIST -> "delist:";
                    default -> "send:";
                };
                put(place + "what", what + send.destination());
                put(place + "event", what.equals("send:") ? send.event() : "");
            }
            waits = 0;
            row++;
        }
    }

    private void limits(Limits limits) {
        often("person", limits.perPerson());
        often("all", limits.overall());
        put("quiet_from", limits.quiet() == null ? "" : limits.quiet().from());
        put("quiet_to", limits.quiet() == null ? "" : limits.quiet().to());
        put("start", local(limits.start()));
        put("end", local(limits.end()));
        put("budget", limits.budget());
        put("together", limits.together() ? "on" : "");
    }

    private void often(String name, @Nullable Often often) {
        put(name + "_times", often == null ? "" : often.times());
        put(name + "_days", often == null ? "" : often.days());
    }

    private String local(@Nullable Instant time) {
        return time == null
                ? ""
                : LocalDateTime.ofInstant(time, zone).withSecond(0).withNano(0).toString();
    }
}
