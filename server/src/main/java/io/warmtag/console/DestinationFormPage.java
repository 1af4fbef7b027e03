package io.warmtag.console;

import io.warmtag.destination.Condition;
import io.warmtag.destination.Consent;
import io.warmtag.destination.Defaults.Pace;
import io.warmtag.destination.Destination;
import io.warmtag.destination.Mapping.Line;
import io.warmtag.destination.PeopleList;
import io.warmtag.destination.Setting;
import io.warmtag.destination.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The form of a destination.
 *
 * @param id 0 while it is new
 * @param action where the form is sent
 * @param again something was wrong, or somebody was faster
 * @param isList no events leave, but who comes and goes
 */
record DestinationFormPage(
        int id,
        String kind,
        String action,
        long revision,
        String again,
        Field name,
        boolean sandbox,
        boolean isList,
        List<SettingRow> settings,
        Events events,
        Limits limits) {
    private static final int BLANK_ROWS = 2;

    /**
     * @param form text, secret, address, check, area or choice
     * @param isSet a secret that is there; it is never shown
     */
    record SettingRow(
            Field field,
            String title,
            String hint,
            String form,
            boolean required,
            boolean isSet,
            String plain,
            List<Choice> choices) {
        boolean on() {
            return field.value().equals("true") || field.value().equals("on");
        }
    }

    record LineRow(Field event, Field as, Field fields, Field constants) {}

    record FilterRow(Field field, Field value, String isName, List<Choice> is) {}

    record Choice(String value, String title, boolean selected) {}

    /** Which events leave, and as what. */
    record Events(
            List<LineRow> lines,
            String wrong,
            List<FilterRow> filter,
            Field allow,
            Field exclude,
            List<Choice> purposes) {}

    record Limits(Field perSecond, Field atOnce, Field timeoutMs) {}

    /**
     * The form with what holds.
     *
     * @param audiences of the site, names by number
     * @param shown a field by its name, with what holds as its value; the form with what was typed gives that instead
     */
    static DestinationFormPage of(
            Visit visit,
            Destination kind,
            Target target,
            Set<String> secrets,
            String again,
            Map<Integer, String> audiences,
            UnaryOperator<Field> shown) {
        var settings = new ArrayList<SettingRow>();
        for (Setting setting : kind.settings()) {
            String key = "destination." + kind.kind() + "." + setting.name();
            String value = setting.isSecret() ? "" : target.settings().values().getOrDefault(setting.name(), "");
            Field field = shown.apply(Field.of(DestinationForm.nameOf(setting), value));
            boolean chosen = setting.kind() == Setting.Form.CHOICE || setting.kind() == Setting.Form.AUDIENCE;
            settings.add(new SettingRow(
                    field,
                    visit.text(key),
                    visit.knows(key + ".hint") ? visit.text(key + ".hint") : "",
                    chosen ? "choice" : setting.kind().name().toLowerCase(Locale.ROOT),
                    setting.required(),
                    setting.isSecret() && secrets.contains(setting.name()),
                    setting.name(),
                    chosen ? choices(visit, key, setting, audiences, field.value()) : List.of()));
        }
        Pace pace = target.settings().pace();
        return new DestinationFormPage(
                target.id(),
                kind.kind(),
                visit.sitePath("/destinations" + (target.id() == 0 ? "" : "/" + target.id())),
                target.revision(),
                again,
                shown.apply(Field.of("name", target.name())),
                target.sandbox(),
                kind instanceof PeopleList,
                settings,
                events(visit, target, shown),
                new Limits(
                        shown.apply(Field.of("per_second", visit.formats().number(pace.perSecond()))),
                        shown.apply(Field.of("at_once", visit.formats().number(pace.atOnce()))),
                        shown.apply(Field.of("timeout_ms", visit.formats().number(pace.timeoutMs())))));
    }

    private static List<Choice> choices(
            Visit visit, String key, Setting setting, Map<Integer, String> audiences, String value) {
        var choices = new ArrayList<Choice>();
        if (setting.kind() == Setting.Form.AUDIENCE) {
            choices.add(new Choice("", visit.text(key + ".none"), value.isEmpty()));
            audiences.forEach((id, name) -> choices.add(
                    new Choice(String.valueOf(id), name, String.valueOf(id).equals(value))));
        } else {
            setting.choices()
                    .forEach(each -> choices.add(new Choice(
                            each,
                            visit.text(key + "." + (each.isEmpty() ? "none" : each.toLowerCase(Locale.ROOT))),
                            each.equals(value))));
        }
        return choices;
    }

    private static Events events(Visit visit, Target target, UnaryOperator<Field> shown) {
        var lines = new ArrayList<LineRow>();
        List<Line> known = target.settings().mapping().lines();
        for (int i = 0; i < known.size() + BLANK_ROWS; i++) {
            boolean blank = i >= known.size();
            lines.add(new LineRow(
                    Field.of("event." + i, blank ? "" : known.get(i).event()),
                    Field.of("as." + i, blank ? "" : known.get(i).as()),
                    Field.of(
                            "fields." + i,
                            blank ? "" : DestinationForm.text(known.get(i).fields())),
                    Field.of(
                            "constants." + i,
                            blank ? "" : DestinationForm.text(known.get(i).constants()))));
        }
        var filter = new ArrayList<FilterRow>();
        List<Condition> conditions = target.settings().mapping().filter();
        for (int i = 0; i < conditions.size() + BLANK_ROWS; i++) {
            boolean blank = i >= conditions.size();
            String is = blank ? "" : conditions.get(i).is().code();
            filter.add(new FilterRow(
                    Field.of("field." + i, blank ? "" : conditions.get(i).field()),
                    Field.of("value." + i, blank ? "" : conditions.get(i).value()),
                    "is." + i,
                    Arrays.stream(Condition.Operator.values())
                            .map(each -> new Choice(
                                    each.code(),
                                    visit.text("destination.is." + each.code()),
                                    each.code().equals(is)))
                            .toList()));
        }
        String wrong = shown.apply(Field.of("mapping", "")).wrong();
        return new Events(
                lines,
                wrong == null ? "" : wrong,
                filter,
                shown.apply(Field.of(
                        "allow", String.join("\n", target.settings().mapping().allow()))),
                shown.apply(Field.of(
                        "exclude", String.join("\n", target.settings().mapping().exclude()))),
                Consent.PURPOSES.stream()
                        .map(purpose -> new Choice(
                                purpose,
                                visit.text("destination.purpose." + purpose),
                                purpose.equals(target.settings().purpose())))
                        .toList());
    }
}
