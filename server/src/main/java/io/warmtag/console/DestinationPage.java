package io.warmtag.console;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.warmtag.audit.AuditStore;
import io.warmtag.destination.Connection;
import io.warmtag.destination.DestinationServices;
import io.warmtag.destination.DryRun;
import io.warmtag.destination.Health;
import io.warmtag.destination.Lists;
import io.warmtag.destination.Target;
import io.warmtag.rule.AudienceEditor.Use;
import io.warmtag.rule.Rules;
import io.warmtag.site.Site;
import io.warmtag.web.Routes;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One destination: how it is doing, whom its list has, what would leave. */
public final class DestinationPage implements Routes {
    private static final String SECTION = "destinations";

    private final Console console;
    private final DestinationServices services;
    private final Rules rules;
    private final DestinationDesk desk;
    private final Function<Site, Future<Map<UUID, Instant>>> pixel;

    /**
     * @param lists what Meta finds by audiences
     * @param path where it is done
     */
    record StepRow(String code, boolean done, @Nullable Instant at, List<Connection.Filled> lists, String path) {}

    /** @param audience whose members it has; empty: whom rules say */
    record ListView(Lists.Standing standing, String audience, int source) {}

    record ShowPage(
            DestinationDesk.Row row,
            String failure,
            List<StepRow> steps,
            List<Use> rules,
            @Nullable ListView list) {}

    record TestPage(Target target, DryRun.Result result, String held) {}

    /** @param pixel the events at which a browser of a site was seen to call Meta's pixel, and when */
    public DestinationPage(
            Console console,
            DestinationServices services,
            Rules rules,
            AuditStore audit,
            Function<Site, Future<Map<UUID, Instant>>> pixel) {
        this.console = console;
        this.pixel = pixel;
        this.services = services;
        this.rules = rules;
        this.desk = new DestinationDesk(services, audit);
    }

    @Override
    public void mount(Router router) {
        String one = "/console/sites/:site/destinations/:destination";
        router.get(one).handler(console.sitePage(this::show));
        router.get(one + "/test").handler(console.sitePage(this::test));
        router.post(one + "/compare").handler(console.sitePage(this::sayAll));
        router.post(one + "/replay").handler(console.sitePage(this::replay));
    }

    private Future<Void> show(Visit visit) {
        Target target = desk.find(visit);
        Future<List<StepRow>> steps = Connection.isOf(target)
                ? pixel.apply(visit.site())
                        .compose(seen -> services.connection().of(visit.site(), target, seen))
                        .map(all -> steps(visit, target, all))
                : Future.succeededFuture(List.of());
        Future<Optional<ListView>> list = list(visit, target);
        Future<List<Use>> using = rules.telling(visit.site(), target.id());
        return services.deliveries()
                .health(visit.site(), List.of(target))
                .compose(all -> Future.all(steps, using, list).compose(read -> {
                    Health health = all.getOrDefault(target.id(), Health.NONE);
                    String failure = health.failure()
                            .map(why -> ReasonText.of(visit, why))
                            .orElse("");
                    return visit.show(
                            200,
                            "destinations/show",
                            SECTION,
                            new ShowPage(
                                    desk.row(visit, target, health),
                                    failure,
                                    steps.result(),
                                    using.result(),
                                    list.result().orElse(null)));
                }));
    }

    private Future<Optional<ListView>> list(Visit visit, Target target) {
        int source = Lists.sourceOf(target);
        return services.lists().isList(target)
                ? services.lists()
                        .standing(target)
                        .map(standing -> Optional.of(new ListView(
                                standing,
                                services.lists().audiences(visit.site().id()).getOrDefault(source, ""),
                                source)))
                : Future.succeededFuture(Optional.empty());
    }

    /** Says everybody on a list once more. */
    private Future<Void> sayAll(Visit visit) {
        Target target = desk.find(visit);
        if (!services.lists().isList(target)) {
            throw Visit.notFound();
        }
        return services.lists()
                .sayAll(target)
                .compose(asked -> desk.note(visit, "destination.compare", target))
                .compose(noted -> visit.done(visit.sitePath("/destinations/" + target.id()), "destination_compare"));
    }

    private static List<StepRow> steps(Visit visit, Target target, List<Connection.Step> steps) {
        return steps.stream()
                .map(step -> new StepRow(
                        step.code(),
                        step.seen().isPresent(),
                        step.seen().orElse(null),
                        step.lists(),
                        visit.sitePath(
                                switch (step.code()) {
                                    case "consent" -> "/install";
                                    case "browser", "dedup" -> "/preview";
                                    case "audience" -> "/destinations/new?kind=meta_audience";
                                    default -> "/destinations/" + target.id() + "/edit";
                                })))
                .toList();
    }

    private Future<Void> replay(Visit visit) {
        Target target = desk.find(visit);
        return services.deliveries()
                .replayDead(target)
                .compose(count -> desk.note(visit, "delivery.replay", target))
                .compose(noted -> visit.done(visit.sitePath("/destinations/" + target.id()), "replayed"));
    }

    private Future<Void> test(Visit visit) {
        Target target = desk.find(visit);
        return services.dryRun()
                .run(visit.site(), target, visit.now())
                .compose(result -> visit.show(
                        200,
                        "destinations/test",
                        SECTION,
                        new TestPage(
                                target,
                                result,
                                result.held()
                                        .map(why -> ReasonText.of(visit, why))
                                        .orElse(""))));
    }
}
