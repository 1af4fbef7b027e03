package io.warmtag.console;

import io.warmtag.destination.Condition;
import io.warmtag.destination.Condition.Operator;
import io.warmtag.destination.Defaults.Pace;
import io.warmtag.destination.Destination;
import io.warmtag.destination.Mapping;
import io.warmtag.destination.Mapping.Line;
import io.warmtag.destination.Setting;
import io.warmtag.destination.SettingsJson;
import io.warmtag.destination.SettingsJson.Problem;
import io.warmtag.destination.Target;
import io.warmtag.destination.TargetSettings;
import io.warmtag.text.Digits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Between a destination and what is typed: pairs as {@code name = value}, divided by semicolons. */
final class DestinationForm {
    private static final int MOST_ROWS = 100;

    private final Form form;
    private final Destination kind;

    DestinationForm(Form form, Destination kind) {
        this.form = form;
        this.kind = kind;
    }

    /** As typed, over what holds; what is wrong is noted in the form. */
    Target read(Target before, Map<String, String> secrets) {
        String name = form.text("name");
        if (name.isEmpty() || name.length() > 100) {
            form.wrong("name", "site.name.length");
        }
        var settings = new TargetSettings(
                values(),
                new Mapping(lines(), filter(), form.lines("allow"), form.lines("exclude")),
                form.text("purpose"),
                new Pace(whole("per_second"), whole("at_once"), whole("timeout_ms")));
        for (Problem problem : SettingsJson.problems(kind, settings, secrets)) {
            form.wrong(field(problem.field()), "destination.wrong." + problem.code());
        }
        return new Target(
                before.site(),
                before.id(),
                before.kind(),
                name,
                before.state(),
                before.stopped(),
                form.checked("sandbox"),
                settings,
                before.secrets(),
                before.revision());
    }

    private String field(String problem) {
        return kind.settings().stream()
                .filter(setting -> setting.name().equals(problem))
                .findFirst()
                .map(DestinationForm::nameOf)
                .orElse(problem);
    }

    static String nameOf(Setting setting) {
        return (setting.isSecret() ? "secret." : "value.") + setting.name();
    }

    /** Those that hold, with what was typed over them; an empty field leaves one as it is. */
    Map<String, String> secrets(Map<String, String> known) {
        var secrets = new TreeMap<>(known);
        for (Setting setting : kind.settings()) {
            if (setting.isSecret() && form.checked("remove." + setting.name())) {
                secrets.remove(setting.name());
            } else if (setting.isSecret() && !form.text(nameOf(setting)).isEmpty()) {
                secrets.put(setting.name(), form.text(nameOf(setting)));
            }
        }
        return secrets;
    }

    private Map<String, String> values() {
        var values = new TreeMap<String, String>();
        for (Setting setting : kind.settings()) {
            if (setting.kind() == Setting.Form.CHECK) {
                values.put(setting.name(), String.valueOf(form.checked(nameOf(setting))));
            } else if (!setting.isSecret()) {
                values.put(setting.name(), typed(setting));
            }
        }
        return values;
    }

    /** In Latin digits where others would be refused. */
    private String typed(Setting setting) {
        String text = form.text(nameOf(setting));
        String latin = Digits.latin(text);
        return latin.matches(setting.form()) ? latin : text;
    }

    private List<Line> lines() {
        var lines = new ArrayList<Line>();
        for (int i = 0; i < MOST_ROWS; i++) {
            if (!form.text("event." + i).isEmpty()) {
                lines.add(new Line(
                        form.text("event." + i),
                        form.text("as." + i),
                        pairs(form.text("fields." + i)),
                        pairs(form.text("constants." + i))));
            }
        }
        return lines;
    }

    private List<Condition> filter() {
        var filter = new ArrayList<Condition>();
        for (int i = 0; i < MOST_ROWS; i++) {
            Optional<Operator> is = Operator.ofCode(form.text("is." + i));
            if (!form.text("field." + i).isEmpty() && is.isPresent()) {
                filter.add(new Condition(form.text("field." + i), is.get(), form.text("value." + i)));
            }
        }
        return filter;
    }

    private int whole(String name) {
        double number = form.number(name);
        return number == Math.rint(number) ? (int) number : -1;
    }

    private static Map<String, String> pairs(String text) {
        var pairs = new LinkedHashMap<String, String>();
        for (String pair : text.split("[;\n]")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                pairs.put(
                        pair.substring(0, equals).strip(),
                        pair.substring(equals + 1).strip());
            }
        }
        return pairs;
    }

    static String text(Map<String, String> pairs) {
        return pairs.entrySet().stream()
                .map(pair -> pair.getKey() + " = " + pair.getValue())
                .collect(Collectors.joining("; "));
    }
}
