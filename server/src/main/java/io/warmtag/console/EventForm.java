package io.warmtag.console;

import io.warmtag.catalog.ParamKind;
import io.warmtag.catalog.ParamSpec;
import io.warmtag.catalog.RecommendedEvent;
import io.warmtag.catalog.Value;
import io.warmtag.catalog.Words;
import io.warmtag.console.EntitySections.Section;
import io.warmtag.console.Input.Label;
import io.warmtag.container.model.EventDefinition;
import io.warmtag.web.Messages;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The form of an event's definition. */
final class EventForm {
    private static final List<String> SOURCES = List.of("data_layer", "click", "form", "page", "api");

    private final Messages messages;

    EventForm(Messages messages) {
        this.messages = messages;
    }

    /** What is known of a parameter; as descriptions, like those of a type's table. */
    List<ParamSpec> columns() {
        List<ParamSpec.Choice> types = Stream.of(EventDefinition.Type.values())
                .map(type -> new ParamSpec.Choice(type.code(), words("form.event.type." + type.code())))
                .toList();
        return List.of(
                column("name", ParamKind.TEXT, List.of()),
                column("type", ParamKind.CHOICE, types),
                column("required", ParamKind.BOOLEAN, List.of()));
    }

    private ParamSpec column(String id, ParamKind kind, List<ParamSpec.Choice> choices) {
        return new ParamSpec(
                id,
                kind,
                words("form.event.param." + id),
                Optional.empty(),
                kind == ParamKind.CHOICE,
                kind == ParamKind.CHOICE ? Optional.of(Value.of(choices.get(0).id())) : Optional.empty(),
                new ParamSpec.Limits(choices, List.of(), Optional.empty(), Optional.empty(), 100),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private Words words(String key) {
        return new Words(messages.text("en", key), messages.text("bn", key));
    }

    /** What a recommended event would be defined as. */
    static Value.Fields of(RecommendedEvent event, String language) {
        var json = new TreeMap<String, Value>();
        json.put("name", Value.of(event.name()));
        json.put("meaning", Value.of(event.help().in(language)));
        json.put("conversion", Value.of(event.conversion()));
        json.put(
                "params",
                new Value.Items(event.params().stream().map(EventForm::param).toList()));
        return new Value.Fields(json);
    }

    private static Value param(RecommendedEvent.Param param) {
        return Value.Fields.of(Map.of(
                "name", Value.of(param.name()),
                "type", Value.of(param.type()),
                "required", Value.of(param.required())));
    }

    List<Section> sections(Visit visit, Inputs inputs, Value.Fields json, Input folder) {
        Label name = inputs.label("name", "event.name");
        List<Input> what = List.of(
                inputs.line(new Label("name", name.title(), name.help(), true), Inputs.text(json, "name"), "code"),
                inputs.line(inputs.label("meaning", "event.meaning"), Inputs.text(json, "meaning"), "area"),
                inputs.line(inputs.label("conversion", "event.conversion"), Inputs.text(json, "conversion"), "check"),
                inputs.line(inputs.label("weight", "event.weight"), Inputs.text(json, "weight"), "text"));
        Value.Fields source = Inputs.object(json, "source").orElse(Value.Fields.NONE);
        Map<String, String> sources = new LinkedHashMap<>();
        SOURCES.forEach(kind -> sources.put(kind, visit.text("form.event.source." + kind)));
        String kind = Inputs.text(source, "kind");
        Input from = inputs.choice(
                inputs.label("source.kind", "event.source"), kind.isEmpty() ? "data_layer" : kind, sources);
        Input params = inputs.table(
                inputs.label("params", "event.params"), json.get("params").orElse(Value.NOTHING), columns());
        List<Input> advanced = new ArrayList<>();
        advanced.add(folder);
        advanced.add(inputs.line(inputs.label("notes", "notes"), Inputs.text(json, "notes"), "area"));
        return List.of(
                new Section("event", visit.text("form.section.event"), "", false, what),
                new Section("source", visit.text("form.section.source"), "", false, List.of(from)),
                new Section(
                        "params",
                        visit.text("form.section.params"),
                        visit.text("form.event.params.text"),
                        false,
                        List.of(params)),
                new Section("advanced", visit.text("form.section.advanced"), "", true, advanced));
    }
}
