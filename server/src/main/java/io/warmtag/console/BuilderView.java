package io.warmtag.console;

import io.warmtag.catalog.Value;
import io.warmtag.catalog.ValueJson;
import io.warmtag.container.model.EventDefinition;
import io.warmtag.container.model.EventFit;
import io.warmtag.preview.Arrivals;
import io.warmtag.preview.Build;
import io.warmtag.preview.Fate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An event that is being built as its page shows it. */
final class BuilderView {
    private static final List<String> KINDS = List.of("click", "form", "page");
    private static final List<String> OPERATORS = List.of("", "equals", "starts_with", "contains", "ends_with");

    private final Visit visit;
    private final Build build;
    private final Wrongs wrongs;
    private final Value.Fields source;

    /** @param problems what is wrong with no field in particular */
    record BuilderPage(
            Place place,
            Field name,
            Source source,
            List<Row> rows,
            @Nullable String aim,
            Live live,
            List<String> problems,
            boolean bare) {}

    /**
     * Where things are.
     *
     * @param here this page's own address
     * @param door brings a browser to the site, with the picker
     * @param back where he came from
     * @param qr the door for a phone's camera
     * @param heard which pick is shown, for the stream of them
     */
    record Place(String here, String door, String back, QrCode qr, long seen, String heard, String title) {}

    /**
     * What happens on the site.
     *
     * @param text of what was picked; empty before
     * @param own a selector that is none of the suggested
     * @param inShadow whether what was picked lies in a part of the page that selectors don't reach from outside
     */
    record Source(
            List<Input.Option> kinds,
            String text,
            List<Selector> selectors,
            Field own,
            List<Input.Option> operators,
            Field path,
            String wrong,
            boolean inShadow) {}

    /** @param by how it finds the element: id, data, name, class, path, or own where it is what holds now */
    record Selector(String selector, long count, String by, boolean selected) {}

    /**
     * A parameter.
     *
     * @param slot its place in the form
     * @param read what can be read, as notes in JSON
     * @param fixed the text that is always the same
     * @param variable that was made for it; empty: none yet
     */
    record Row(
            int slot,
            Field name,
            List<Input.Option> types,
            boolean required,
            List<Input.Option> read,
            String readWrong,
            Field fixed,
            String fixedWhen,
            String variable) {}

    /**
     * @param state {@code closed} (no page was opened), {@code open} or {@code arrived}
     * @param at what of it is shown, for the stream of it
     */
    record Live(String state, List<String> faults, boolean isTwice, List<Came> came, String at) {}

    /** @param fate null while the server has not got it */
    record Came(Instant at, List<Carried> carried, @Nullable Fate fate) {}

    /** @param state {@code good}, {@code missing}, {@code wrong} or {@code free} (the definition doesn't name it) */
    record Carried(String name, String value, String state) {}

    BuilderView(Visit visit, Build build, Wrongs wrongs) {
        this.visit = visit;
        this.build = build;
        this.wrongs = wrongs;
        this.source = Inputs.object(build.definition(), "source").orElse(Value.Fields.NONE);
    }

    BuilderPage page(Place place, Live live, boolean oneMore) {
        Field name = field("name", build.name());
        Source from = from();
        List<Row> rows = rows(oneMore);
        boolean bare = build.picked().equals(Value.Fields.NONE)
                && Inputs.text(source, "selector").isEmpty();
        return new BuilderPage(
                place, name, from, rows, build.aim().isEmpty() ? null : build.aim(), live, wrongs.rest(), bare);
    }

    private Field field(String name, String value) {
        String wrong = wrongs.take(name);
        return new Field(name, value, wrong.isEmpty() ? null : wrong);
    }

    private Source from() {
        String kind = Inputs.text(source, "kind");
        String chosen = Inputs.text(source, "selector");
        String list = kind.equals("form") ? "form" : "selectors";
        List<Selector> selectors = new ArrayList<>(suggested(list, chosen));
        boolean isSuggested = selectors.stream().anyMatch(Selector::selected);
        if (!chosen.isEmpty() && !isSuggested) {
            selectors.add(0, new Selector(chosen, -1, "own", true));
        }
        Value.Fields page = Inputs.object(source, "page").orElse(Value.Fields.NONE);
        return new Source(
                options(KINDS, "builder.kind.", KINDS.contains(kind) ? kind : "click"),
                build.picked().text("text").orElse(""),
                selectors,
                Field.of("source.own", ""),
                options(OPERATORS, "builder.where.", Inputs.text(page, "operator")),
                field("source.page.value", Inputs.text(page, "value")),
                wrongs.takeWithin("source.selector"),
                build.picked().get("inShadow").equals(Optional.of(Value.of(true))));
    }

    private List<Selector> suggested(String list, String chosen) {
        return items(build.picked(), list).stream()
                .map(each -> new Selector(
                        Inputs.text(each, "selector"),
                        each.get("count").orElse(Value.NOTHING) instanceof Value.Numeric count
                                ? (long) count.number()
                                : -1,
                        Inputs.text(each, "by"),
                        Inputs.text(each, "selector").equals(chosen)))
                .toList();
    }

    private static List<Value.Fields> items(Value.Fields of, String name) {
        return Inputs.rows(of.get(name).orElse(Value.NOTHING));
    }

    private List<Input.Option> options(List<String> values, String key, String selected) {
        return values.stream()
                .map(value -> new Input.Option(
                        value, visit.text(key + (value.isEmpty() ? "any" : value)), value.equals(selected)))
                .toList();
    }

    private List<Row> rows(boolean oneMore) {
        List<Row> rows = new ArrayList<>();
        List<Value.Fields> params = items(build.definition(), "params");
        for (int i = 0; i < params.size() + (oneMore ? 1 : 0); i++) {
            rows.add(row(i, i < params.size() ? params.get(i) : Value.Fields.NONE));
        }
        return rows;
    }

    private Row row(int number, Value.Fields param) {
        String place = "params[" + number + "].";
        String name = Inputs.text(param, "name");
        Optional<Value.Fields> note = items(source, "read").stream()
                .filter(each -> Inputs.text(each, "param").equals(name) && !name.isEmpty())
                .findFirst();
        String type = Inputs.text(param, "type");
        List<String> types = Stream.of(EventDefinition.Type.values())
                .map(EventDefinition.Type::code)
                .toList();
        boolean isFixed = note.flatMap(each -> each.text("from")).equals(Optional.of("fixed"));
        return new Row(
                number,
                field(place + "name", name),
                options(types, "form.event.type.", type.isEmpty() ? "string" : type),
                param.get("required").equals(Optional.of(Value.of(true))),
                new BuilderReads(visit, build.picked()).options(note, type),
                wrongs.take(place + "read"),
                field(place + "fixed", isFixed ? Inputs.text(note.orElseThrow(), "name") : ""),
                ValueJson.write(new Value.Items(List.of(Value.of(BuilderReads.FIXED)))),
                note.map(each -> Inputs.text(each, "variable")).orElse(""));
    }

    Live live(Arrivals arrivals, Map<UUID, Fate> fates, String at) {
        String state = arrivals.sent().isEmpty() ? arrivals.pages() == 0 ? "closed" : "open" : "arrived";
        List<Came> came = arrivals.sent().stream()
                .map(arrival -> new Came(
                        arrival.at(),
                        carried(arrival),
                        PreviewTracePages.uuid(arrival.id()).map(fates::get).orElse(null)))
                .toList();
        return new Live(state, arrivals.faults().stream().distinct().toList(), arrivals.isTwice(), came, at);
    }

    private List<Carried> carried(Arrivals.Arrival arrival) {
        List<EventFit.Misfit> misfits = BuilderReads.defined(build.definition())
                .map(definition -> EventFit.misfits(definition, arrival.json()))
                .orElse(List.of());
        List<Carried> carried = new ArrayList<>();
        List<String> known = new ArrayList<>();
        for (Value.Fields param : items(build.definition(), "params")) {
            String name = Inputs.text(param, "name");
            known.add(name);
            Optional<Value> value = arrival.data().get(name);
            String misfit = misfits.stream()
                    .filter(each -> each.param().equals(name))
                    .map(each -> each.what() == EventFit.What.MISSING ? "missing" : "wrong")
                    .findFirst()
                    .orElse(value.isPresent() ? "good" : "missing");
            carried.add(new Carried(name, value.map(ValueJson::write).orElse(""), misfit));
        }
        arrival.data().fields().forEach((name, value) -> {
            if (!known.contains(name)) {
                carried.add(new Carried(name, ValueJson.write(value), "free"));
            }
        });
        return carried;
    }
}
