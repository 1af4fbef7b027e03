package io.warmtag.console;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.warmtag.audit.AuditStore;
import io.warmtag.destination.Destination;
import io.warmtag.destination.DestinationServices;
import io.warmtag.destination.Health;
import io.warmtag.destination.Kinds.Kind;
import io.warmtag.destination.Target;
import io.warmtag.destination.Target.State;
import io.warmtag.destination.TargetSettings;
import io.warmtag.destination.Targets;
import io.warmtag.destination.webhook.Signature;
import io.warmtag.rule.Rules;
import io.warmtag.web.Routes;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where events go outside: set up, watched, tried and switched on. */
public final class DestinationPages implements Routes {
    private static final String SECTION = "destinations";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Console console;
    private final DestinationServices services;
    private final Rules rules;
    private final DestinationDesk desk;

    record IndexPage(List<DestinationDesk.Row> rows) {}

    record NewPage(List<String> kinds) {}

    public DestinationPages(Console console, DestinationServices services, Rules rules, AuditStore audit) {
        this.console = console;
        this.services = services;
        this.rules = rules;
        this.desk = new DestinationDesk(services, audit);
    }

    @Override
    public void mount(Router router) {
        String all = "/console/sites/:site/destinations";
        router.get(all).handler(console.sitePage(this::index));
        router.get(all + "/new").handler(console.sitePage(this::choose));
        router.post(all).handler(console.sitePage(this::create));
        router.get(all + "/:destination/edit").handler(console.sitePage(this::edit));
        router.post(all + "/:destination").handler(console.sitePage(this::save));
        router.post(all + "/:destination/pause").handler(console.sitePage(visit -> turn(visit, State.PAUSED, "pause")));
        router.post(all + "/:destination/resume").handler(console.sitePage(visit -> turn(visit, State.ON, "resume")));
        router.post(all + "/:destination/delete").handler(console.sitePage(this::delete));
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
                                .map(target -> desk.row(visit, target, health.getOrDefault(target.id(), Health.NONE)))
                                .toList())));
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
                        visit, destination, draft, Set.of(), "", audiences(visit), field -> suggested(visit, field)));
    }

    /** The ready-made exclusion of cold people; a secret to start with, shown while it is not kept yet. */
    private static Field suggested(Visit visit, Field field) {
        Optional<String> cold = visit.query("cold").filter(text -> text.matches("\\d{1,9}"));
        if (cold.isPresent()) {
            return switch (field.name()) {
                case "name", "value.title" -> Field.of(field.name(), visit.text("destination.cold.title"));
                case "value.source" -> Field.of(field.name(), cold.get());
                case "value.use" -> Field.of(field.name(), "exclude");
                case "value.label" -> Field.of(field.name(), "UNWANTED_CUSTOMERS");
                default -> field;
            };
        }
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
        Target blank = draft(visit, destination);
        Target draft = typed.read(blank, secrets);
        if (!form.isFine()) {
            return again(visit, form, destination, draft, secrets, "");
        }
        return services.targets()
                .add(draft, secrets)
                .compose(id -> desk.noteSaved(visit, "destination.create", blank, draft)
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
                DestinationFormPage.of(
                        visit, kind, draft, secrets.keySet(), why, audiences(visit), field -> retyped(form, field)));
    }

    private Map<Integer, String> audiences(Visit visit) {
        return services.lists().audiences(visit.site().id());
    }

    private static Field retyped(Form form, Field field) {
        return field.name().startsWith("secret.") ? form.secret(field.name()) : form.field(field.name());
    }

    private Future<Void> edit(Visit visit) {
        Target target = desk.find(visit);
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
                DestinationFormPage.of(
                        visit, desk.kind(target), target, secrets.keySet(), remark, audiences(visit), field -> field));
    }

    private Future<Void> save(Visit visit) {
        Target before = desk.find(visit);
        Destination destination = desk.kind(before);
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
                        ? desk.noteSaved(visit, "destination.update", before, changed)
                                .compose(noted -> visit.done(visit.sitePath("/destinations/" + before.id()), "saved"))
                        : again(visit, form, destination, changed, secrets, visit.text("destination.changed_since")));
    }

    private Future<Void> delete(Visit visit) {
        Target target = desk.find(visit);
        return rules.telling(visit.site(), target.id())
                .compose(using -> using.isEmpty()
                        ? turn(visit, State.DELETED, "delete")
                        : visit.done(visit.sitePath("/destinations/" + target.id()), "used_by_rules"));
    }

    private Future<Void> turn(Visit visit, State state, String word) {
        Target before = desk.find(visit);
        String next = state == State.DELETED ? "/destinations" : "/destinations/" + before.id();
        return services.targets()
                .update(before.turned(state))
                .compose(done -> done
                        ? desk.note(visit, "destination." + word, before)
                                .compose(noted -> visit.done(visit.sitePath(next), "destination_" + word))
                        : visit.goTo(visit.sitePath("/destinations/" + before.id())));
    }
}
