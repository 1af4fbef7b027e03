package io.warmtag.console;

import io.warmtag.catalog.Kind;
import io.warmtag.catalog.TypeSpec;
import io.warmtag.catalog.Value;
import io.warmtag.console.Input.Label;
import io.warmtag.console.Input.When;
import io.warmtag.container.model.Content;
import io.warmtag.container.model.Conversion;
import io.warmtag.container.model.Entity;
import io.warmtag.web.Formats;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The form of a tag, trigger or variable: what it does, when, with which consent, and what else there is to say. */
final class EntitySections {
    private static final List<String> CONSENT = List.of(
            "ad_storage",
            "ad_user_data",
            "ad_personalization",
            "analytics_storage",
            "functionality_storage",
            "personalization_storage",
            "security_storage");

    private final Visit visit;
    private final Content content;
    private final Inputs inputs;
    private final Value.Fields json;

    /**
     * @param key of its title in the message files: {@code form.section.<key>}
     * @param folded out of sight until somebody opens it
     */
    record Section(String key, String title, String text, boolean folded, List<Input> inputs) {}

    /** @param json of the entity, as it is or as it was typed */
    EntitySections(Visit visit, Content content, Inputs inputs, Value.Fields json) {
        this.visit = visit;
        this.content = content;
        this.inputs = inputs;
        this.json = json;
    }

    List<Section> of(Kind kind, TypeSpec type, int id) {
        List<Section> sections = new ArrayList<>();
        List<Input> what = new ArrayList<>(List.of(named()));
        what.addAll(inputs.params(type.params(), Inputs.object(json, "params").orElse(Value.Fields.NONE)));
        sections.add(section("what", inputs.words(type.help()), what));
        List<Input> advanced = new ArrayList<>();
        switch (kind) {
            case TAG -> {
                sections.add(section("when", "", List.of(triggers("firing"), triggers("blocking"))));
                sections.add(section("consent", builtInConsent(type), consent()));
                advanced.addAll(firing());
                advanced.addAll(step("setup", id));
                advanced.addAll(step("cleanup", id));
            }
            case TRIGGER ->
                sections.add(section(
                        "conditions",
                        visit.text("form.conditions.text"),
                        List.of(inputs.conditions(
                                inputs.label("conditions", "conditions"),
                                json.get("conditions").orElse(Value.NOTHING)))));
            default -> advanced.addAll(format());
        }
        advanced.add(folder());
        advanced.add(inputs.line(inputs.label("notes", "notes"), Inputs.text(json, "notes"), "area"));
        boolean isFine = advanced.stream().allMatch(input -> input.wrong().isEmpty());
        sections.add(new Section("advanced", visit.text("form.section.advanced"), "", isFine, advanced));
        return sections;
    }

    private Section section(String key, String text, List<Input> fields) {
        return new Section(key, visit.text("form.section." + key), text, false, fields);
    }

    private Input named() {
        Label label = inputs.label("name", "name");
        return inputs.line(
                new Label(label.name(), label.title(), label.help(), true), Inputs.text(json, "name"), "text");
    }

    private Input triggers(String name) {
        return inputs.checklist(inputs.label(name, name), json.get(name).orElse(Value.NOTHING), content.triggers());
    }

    private String builtInConsent(TypeSpec type) {
        return type.ships().consent().isEmpty()
                ? visit.text("form.consent.text.none")
                : visit.text(
                        "form.consent.text",
                        Map.of("types", String.join(", ", type.ships().consent())));
    }

    private List<Input> consent() {
        Value.Fields consent = Inputs.object(json, "consent").orElse(Value.Fields.NONE);
        Map<String, String> modes = titled("form.consent.mode", List.of("default", "additional", "none"));
        Map<String, String> types = titled("form.consent.type", CONSENT);
        return List.of(
                inputs.choice(
                        inputs.label("consent.mode", "consent.mode"),
                        orElse(Inputs.text(consent, "mode"), "default"),
                        modes),
                inputs.checklist(
                                inputs.label("consent.types", "consent.types"),
                                consent.get("types").orElse(Value.NOTHING),
                                types)
                        .withWhen(new When("consent.mode", "[\"additional\"]")));
    }

    private Map<String, String> titled(String prefix, List<String> values) {
        Map<String, String> titles = new LinkedHashMap<>();
        values.forEach(value -> titles.put(value, visit.text(prefix + "." + value)));
        return titles;
    }

    private List<Input> firing() {
        return List.of(
                inputs.choice(
                        inputs.label("once", "once"),
                        orElse(Inputs.text(json, "once"), "event"),
                        titled("form.once", List.of("event", "page", "unlimited"))),
                inputs.line(inputs.label("priority", "priority"), orElse(Inputs.text(json, "priority"), "0"), "text"),
                inputs.line(inputs.label("from", "from"), local(Inputs.text(json, "from")), "time"),
                inputs.line(inputs.label("to", "to"), local(Inputs.text(json, "to")), "time"),
                inputs.line(inputs.label("liveOnly", "live_only"), Inputs.text(json, "liveOnly"), "check"),
                inputs.line(inputs.label("timeout", "timeout"), orElse(Inputs.text(json, "timeout"), "2000"), "text"));
    }

    /** UTC as the site's clocks show it. */
    private String local(String text) {
        Formats formats = visit.formats();
        try {
            return text.isEmpty()
                    ? ""
                    : LocalDateTime.ofInstant(Instant.parse(text), formats.zone())
                            .withSecond(0)
                            .withNano(0)
                            .toString();
        } catch (DateTimeException e) {
            return text;
        }
    }

    private List<Input> step(String name, int self) {
        Value.Fields step = Inputs.object(json, name).orElse(Value.Fields.NONE);
        Map<String, String> tags = new LinkedHashMap<>(Map.of("", visit.text("form.none")));
        content.tags().stream()
                .filter(tag -> tag.id() != self)
                .sorted((a, b) -> a.name().compareToIgnoreCase(b.name()))
                .forEach(tag -> tags.put(String.valueOf(tag.id()), tag.name()));
        Input tag = inputs.choice(inputs.label(name + ".tag", name), Inputs.text(step, "tag"), tags);
        return List.of(
                tag,
                inputs.line(
                        inputs.label(name + ".stopOnFailure", name + ".stop"),
                        Inputs.text(step, "stopOnFailure"),
                        "check"));
    }

    private List<Input> format() {
        Value.Fields format = Inputs.object(json, "format").orElse(Value.Fields.NONE);
        Map<String, String> cases = new LinkedHashMap<>();
        cases.put("", visit.text("form.format.case.none"));
        cases.putAll(titled("form.format.case", List.of("lower", "upper")));
        List<Input> fields = new ArrayList<>();
        fields.add(inputs.choice(inputs.label("format.case", "format.case"), Inputs.text(format, "case"), cases));
        Map<String, String> conversions = new LinkedHashMap<>();
        conversions.put("", visit.text("form.format.to.none"));
        conversions.putAll(titled(
                "form.format.to",
                Stream.of(Conversion.values()).map(Conversion::code).toList()));
        fields.add(inputs.choice(inputs.label("format.to", "format.to"), Inputs.text(format, "to"), conversions));
        for (String name : List.of("undefined", "null", "true", "false")) {
            fields.add(
                    inputs.line(inputs.label("format." + name, "format." + name), Inputs.text(format, name), "text"));
        }
        return fields;
    }

    Input folder() {
        Map<String, String> folders = new LinkedHashMap<>(Map.of("", visit.text("form.folder.none")));
        content.folders().stream()
                .sorted((a, b) -> a.name().compareToIgnoreCase(b.name()))
                .map(Entity.class::cast)
                .forEach(folder -> folders.put(String.valueOf(folder.id()), folder.name()));
        return inputs.choice(inputs.label("folder", "folder"), Inputs.text(json, "folder"), folders);
    }

    private static String orElse(String text, String otherwise) {
        return text.isEmpty() ? otherwise : text;
    }
}
