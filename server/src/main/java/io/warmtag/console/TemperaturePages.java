package io.warmtag.console;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.warmtag.audit.AuditStore;
import io.warmtag.visitor.ModelSettingsStore;
import io.warmtag.visitor.model.BuyerRule;
import io.warmtag.visitor.model.CountsWhen;
import io.warmtag.visitor.model.ModelSettings;
import io.warmtag.visitor.model.Weights;
import io.warmtag.web.Formats;
import io.warmtag.web.Routes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** When somebody is hot or warm on this site. Saving never changes a version, it makes the next one. */
public final class TemperaturePages implements Routes {
    private final Console console;
    private final ModelSettingsStore settings;
    private final AuditStore audit;

    /** @param fields by name, each ready to be shown */
    record TemperaturePage(
            int version,
            List<WeightRow> weights,
            Field newName,
            Field newWeight,
            Field viewCap,
            Field halfLife,
            Field enter,
            Field leave,
            Field minimumStay,
            boolean delivered,
            Field hotWindow,
            Field lapsingAfter,
            Field lapsingGaps,
            Field lapsedAfter,
            boolean everything) {}

    record WeightRow(String event, String title, boolean view, Field field) {}

    public TemperaturePages(Console console, ModelSettingsStore settings, AuditStore audit) {
        this.console = console;
        this.settings = settings;
        this.audit = audit;
    }

    @Override
    public void mount(Router router) {
        router.get("/console/sites/:site/settings/temperature").handler(console.sitePage(this::show));
        router.post("/console/sites/:site/settings/temperature/versions").handler(console.sitePage(this::save));
    }

    private ModelSettings current(Visit visit) {
        return settings.history(visit.site().id()).at(visit.now().toEpochMilli());
    }

    private Future<Void> show(Visit visit) {
        ModelSettings now = current(visit);
        Formats formats = visit.formats();
        boolean delivered = now.buyers().countsWhen() == CountsWhen.DELIVERED;
        visit.seen().shows(now.version());
        return visit.show(
                200,
                "settings/temperature",
                "temperature",
                page(visit, now, delivered, false, name -> Field.of(name, value(now, name, formats))));
    }

    private Future<Void> save(Visit visit) {
        ModelSettings before = current(visit);
        var form = new Form(visit);
        ModelSettings next = new TemperatureForm(form).read(before, new ArrayList<>(TemperatureForm.names(before)));
        boolean everything = form.text("from").equals("beginning");
        boolean overtaken = visit.seen().isOvertaken(before.version());
        if (!form.isFine() || overtaken) {
            boolean delivered = next.buyers().countsWhen() == CountsWhen.DELIVERED;
            return visit.show(
                    overtaken ? 409 : 422,
                    "settings/temperature",
                    "temperature",
                    page(visit, before, delivered, everything, form::field));
        }
        String author = visit.account().email();
        return settings.save(visit.site().id(), next, everything, author)
                .compose(version ->
                        audit.add(author, "temperature.version", visit.site().id(), String.valueOf(version)))
                .compose(noted -> visit.done(visit.sitePath("/settings/temperature"), "version"));
    }

    private static TemperaturePage page(
            Visit visit, ModelSettings now, boolean delivered, boolean everything, Function<String, Field> field) {
        Weights weights = now.weights();
        List<WeightRow> rows = TemperatureForm.names(now).stream()
                .map(event -> new WeightRow(
                        event,
                        EventView.title(event, visit),
                        weights.views().containsKey(event),
                        field.apply(TemperatureForm.weight(event))))
                .toList();
        return new TemperaturePage(
                now.version(),
                rows,
                field.apply("new_name"),
                field.apply("new_weight"),
                field.apply("view_cap"),
                field.apply("half_life"),
                field.apply("enter"),
                field.apply("leave"),
                field.apply("minimum_stay"),
                delivered,
                field.apply("hot_window"),
                field.apply("lapsing_after"),
                field.apply("lapsing_gaps"),
                field.apply("lapsed_after"),
                everything);
    }

    /** What a field of the form holds now, as it would be typed. */
    private static String value(ModelSettings now, String field, Formats formats) {
        BuyerRule buyers = now.buyers();
        return switch (field) {
            case "new_name", "new_weight" -> "";
            case "view_cap" -> formats.decimal(now.weights().viewCap(), 3);
            case "half_life" -> formats.decimal(days(now.halfLife()), 3);
            case "enter" -> formats.decimal(now.warm().enter(), 3);
            case "leave" -> formats.decimal(now.warm().leave(), 3);
            case "minimum_stay" ->
                formats.decimal(
                        now.warm().minimumStay() / (double) Duration.ofHours(1).toMillis(), 3);
            case "hot_window" -> formats.decimal(days(buyers.hotWindow()), 3);
            case "lapsing_after" -> formats.decimal(days(buyers.lapsingAfter()), 3);
            case "lapsing_gaps" -> formats.decimal(buyers.lapsingGaps(), 3);
            case "lapsed_after" -> formats.decimal(days(buyers.lapsedAfterOnlyOrder()), 3);
            default -> {
                String event = field.substring("weight.".length());
                double view = now.weights().view(event);
                yield formats.decimal(view != 0 ? view : now.weights().action(event), 3);
            }
        };
    }

    private static double days(long ms) {
        return ms / (double) Duration.ofDays(1).toMillis();
    }
}
