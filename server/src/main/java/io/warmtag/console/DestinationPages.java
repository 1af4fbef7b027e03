package io.warmtag.console;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.warmtag.audit.AuditStore;
import io.warmtag.destination.Connection;
import io.warmtag.destination.Destination;
import io.warmtag.destination.DestinationServices;
import io.warmtag.destination.DryRun;
import io.warmtag.destination.Health;
import io.warmtag.destination.Kinds.Kind;
import io.warmtag.destination.Target;
import io.warmtag.destination.Target.State;
import io.warmtag.destination.TargetSettings;
import io.warmtag.destination.Targets;
import io.warmtag.destination.webhook.Signature;
import io.warmtag.web.Routes;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where events go outside: set up, watched, tried and switched on. */
public final class DestinationPages implements Routes {
    private static final String SECTION = "destinations";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Console console;
    private final DestinationServices services;
    private final AuditStore audit;

    /** @param state as in messages: a running one that has trouble is failing */
    record Row(Target target, String state, Health health, String stopped) {
        boolean running() {
            return target.isOn();
        }
    }

    record IndexPage(List<Row> rows) {}

    record NewPage(List<String> kinds) {}

    record StepRow(String code, boolean done, java.time.@org.jspecify.annotations.Nullable Instant at) {}

    record ShowPage(Row row, String failure, List<StepRow> steps) {}

    record TestPage(Target target, DryRun.Result result, String held) {}

    public DestinationPages(Console console, DestinationServices services, AuditStore audit) {
        this.console = console;
        this.services = services;
        this.audit = audit;
    }

    @Override
    public void mount(Router router) {
        String all = "/console/sites/:site/destinations";
        router.get(all).handler(console.sitePage(this::index));
        router.get(all + "/new").handler(console.sitePage(this::choose));
        router.post(all).handler(console.sitePage(this::create));
        router.get(all + "/:destination").handler(console.sitePage(this::show));
        router.get(all + "/:destination/edit").handler(console.sitePage(this::edit));
        router.get(all + "/:destination/test").handler(console.sitePage(this::test));
        router.post(all + "/:destination").handler(console.sitePage(this::save));
        router.post(all + "/:destination/pause").handler(console.sitePage(visit -> turn(visit, State.PAUSED, "pause")));
        router.post(all + "/:destination/resume").handler(console.sitePage(visit -> turn(visit, State.ON, "resume")));
        router.post(all + "/:destination/delete")
                .handler(console.sitePage(visit -> turn(visit, State.DELETED, "delete")));
        router.post(all + "/:destination/replay").handler(console.sitePage(this::replay));
    }

    private Future<Void> index(Visit visit) {
        List<Target> targets = services.targets().of(visit.site());
        return services.deliveries()
                .health(visit.site(), targets)
                .compose(health -> visit.show(
                        200,
                        "destinations/index",
                        SECTION,
                        new IndexPage(targets.stream()
                                .map(target -> row(visit, target, health.getOrDefault(target.id(), Health.NONE)))
                                .toList())));
    }

    private static Row row(Visit visit, Target target, Health health) {
        return new Row(
                target,
                target.isOn() && health.failingSince() != null
                        ? "failing"
                        : target.state().word(),
                health,
                target.stopped().map(why -> ReasonText.of(visit, why)).orElse(""));
    }

    private Future<Void> choose(Visit visit) {
        Optional<Kind> kind = visit.query("kind").flatMap(services.kinds()::find);
        if (kind.isEmpty()) {
            List<String> kinds = services.kinds().all().stream().map(Kind::id).toList();
            return visit.show(200, "destinations/new", SECTION, new NewPage(kinds));
        }
        Destination destination = kind.get().destination();
        Target draft = draft(visit, destination);
        return visit.show(
                200,
                "destinations/form",
                SECTION,
                DestinationFormPage.of(
                        visit, destination, draft, java.util.Set.of(), "", field -> suggested(visit, field)));
    }

    /** A secret to start with, shown while it is not kept yet. */
    private static Field suggested(Visit visit, Field field) {
        boolean webhook = visit.query("kind").filter("webhook"::equals).isPresent();
        if (!webhook || !field.name().equals("secret.secret")) {
            return field;
        }
        byte[] random = new byte[32];
        RANDOM.nextBytes(random);
        return Field.of(field.name(), Signature.PREFIX + Base64.getEncoder().encodeToString(random));
    }

    private static Target draft(Visit visit, Destination kind) {
        return new Target(
                visit.site().id(),
                0,
                kind.kind(),
                visit.text("destination.kind." + kind.kind()),
                State.PAUSED,
                Optional.empty(),
                true,
                TargetSettings.of(kind),
                Optional.empty(),
                1);
    }

    private Future<Void> create(Visit visit) {
        var form = new Form(visit);
        Optional<Kind> kind = services.kinds().find(form.text("kind"));
        if (kind.isEmpty()) {
            return ConsoleFrontPages.refuse(422);
        }
        Destination destination = kind.get().destination();
        var typed = new DestinationForm(form, destination);
        Map<String, String> secrets = typed.secrets(Map.of());
        Target draft = typed.read(draft(visit, destination), secrets);
        if (!form.isFine()) {
            return again(visit, form, destination, draft, secrets, "");
        }
        return services.targets()
                .add(draft, secrets)
                .compose(id -> note(visit, "destination.create", draft)
                        .compose(noted -> visit.done(visit.sitePath("/destinations/" + id), "destination_created")))
                .recover(cause -> keyMissing(visit, form, destination, draft, secrets, cause));
    }

    private Future<Void> keyMissing(
            Visit visit, Form form, Destination kind, Target draft, Map<String, String> secrets, Throwable cause) {
        return cause instanceof Targets.KeyMissing
                ? again(visit, form, kind, draft, secrets, visit.text("destination.key_missing"))
                : Future.failedFuture(cause);
    }

    private Future<Void> again(
            Visit visit, Form form, Destination kind, Target draft, Map<String, String> secrets, String why) {
        return visit.show(
                422,
                "destinations/form",
                SECTION,
                DestinationFormPage.of(visit, kind, draft, secrets.keySet(), why, field -> retyped(form, field)));
    }

    private static Field retyped(Form form, Field field) {
        return field.name().startsWith("secret.") ? form.secret(field.name()) : form.field(field.name());
    }

    private Target find(Visit visit) {
        String id = visit.pathParam("destination");
        return Optional.of(id)
                .filter(text -> text.matches("\\d{1,9}"))
                .flatMap(text -> services.targets().find(visit.site().id(), Integer.parseInt(text)))
                .filter(target -> target.state() != State.DELETED)
                .orElseThrow(Visit::notFound);
    }

    private Destination kind(Target target) {
        return services.kinds().get(target.kind()).destination();
    }

    private Future<Void> show(Visit visit) {
        Target target = find(visit);
        Future<List<StepRow>> steps = target.kind().equals("meta")
                ? services.connection().of(visit.site(), target).map(DestinationPages::steps)
                : Future.succeededFuture(List.of());
        return services.deliveries()
                .health(visit.site(), List.of(target))
                .compose(all -> steps.compose(seen -> {
                    Health health = all.getOrDefault(target.id(), Health.NONE);
                    String failure = health.failure()
                            .map(why -> ReasonText.of(visit, why))
                            .orElse("");
                    return visit.show(
                            200, "destinations/show", SECTION, new ShowPage(row(visit, target, health), failure, seen));
                }));
    }

    private static List<StepRow> steps(List<Connection.Step> steps) {
        return steps.stream()
                .map(step -> new StepRow(
                        step.code(), step.seen().isPresent(), step.seen().orElse(null)))
                .toList();
    }

    private Future<Void> edit(Visit visit) {
        Target target = find(visit);
        Map<String, String> secrets = Map.of();
        String remark = "";
        try {
            secrets = services.targets().secrets(target);
        } catch (Targets.KeyMissing e) {
            remark = visit.text("destination.key_missing");
        }
        return visit.show(
                200,
                "destinations/form",
                SECTION,
                DestinationFormPage.of(visit, kind(target), target, secrets.keySet(), remark, field -> field));
    }

    private Future<Void> save(Visit visit) {
        Target before = find(visit);
        Destination destination = kind(before);
        var form = new Form(visit);
        var typed = new DestinationForm(form, destination);
        Map<String, String> known;
        try {
            known = services.targets().secrets(before);
        } catch (Targets.KeyMissing e) {
            return again(visit, form, destination, before, Map.of(), visit.text("destination.key_missing"));
        }
        Map<String, String> secrets = typed.secrets(known);
        Target changed = typed.read(before, secrets);
        if (!form.isFine()) {
            return again(visit, form, destination, changed, secrets, "");
        }
        if (!form.text("revision").equals(String.valueOf(before.revision()))) {
            return again(visit, form, destination, changed, secrets, visit.text("destination.changed_since"));
        }
        return services.targets()
                .change(changed, secrets)
                .compose(done -> done
                        ? note(visit, "destination.update", changed)
                                .compose(noted -> visit.done(visit.sitePath("/destinations/" + before.id()), "saved"))
                        : again(visit, form, destination, changed, secrets, visit.text("destination.changed_since")));
    }

    private Future<Void> turn(Visit visit, State state, String word) {
        Target before = find(visit);
        String next = state == State.DELETED ? "/destinations" : "/destinations/" + before.id();
        return services.targets()
                .update(before.turned(state))
                .compose(done -> done
                        ? note(visit, "destination." + word, before)
                                .compose(noted -> visit.done(visit.sitePath(next), "destination_" + word))
                        : visit.goTo(visit.sitePath("/destinations/" + before.id())));
    }

    private Future<Void> replay(Visit visit) {
        Target target = find(visit);
        return services.deliveries()
                .replayDead(target)
                .compose(count -> note(visit, "delivery.replay", target))
                .compose(noted -> visit.done(visit.sitePath("/destinations/" + target.id()), "replayed"));
    }

    private Future<Void> test(Visit visit) {
        Target target = find(visit);
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

    private Future<Void> note(Visit visit, String action, Target target) {
        return audit.add(visit.account().email(), action, visit.site().id(), target.name());
    }
}
