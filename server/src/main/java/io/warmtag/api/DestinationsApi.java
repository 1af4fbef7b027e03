package io.warmtag.api;

import static io.vertx.core.http.HttpMethod.DELETE;
import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.PATCH;
import static io.vertx.core.http.HttpMethod.POST;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.warmtag.account.Scope;
import io.warmtag.audit.AuditStore;
import io.warmtag.destination.DestinationServices;
import io.warmtag.destination.Disclosure;
import io.warmtag.destination.Health;
import io.warmtag.destination.Kinds.Kind;
import io.warmtag.destination.Setting;
import io.warmtag.destination.SettingsJson;
import io.warmtag.destination.Target;
import io.warmtag.destination.Target.State;
import io.warmtag.destination.TargetSettings;
import io.warmtag.destination.Targets;
import io.warmtag.rule.Rules;
import io.warmtag.site.Site;
import io.warmtag.web.HttpProblem;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** {@code /sites/{site}/destinations}: where events go outside, with secrets that are written and never read. */
public final class DestinationsApi implements ApiPart {
    private static final String ALL = "/sites/:site/destinations";
    static final String ONE = ALL + "/:destination";

    private final DestinationServices services;
    private final Rules rules;
    private final AuditStore audit;
    private final Clock clock;

    public DestinationsApi(DestinationServices services, Rules rules, AuditStore audit, Clock clock) {
        this.services = services;
        this.rules = rules;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public void addTo(Endpoints endpoints) {
        endpoints.add(GET, "/destination-kinds", Scope.DESTINATIONS_READ, this::kinds);
        endpoints.add(GET, ALL, Scope.DESTINATIONS_READ, this::list);
        endpoints.add(POST, ALL, Scope.DESTINATIONS_WRITE, this::create);
        endpoints.add(GET, ONE, Scope.DESTINATIONS_READ, this::show);
        endpoints.add(PATCH, ONE, Scope.DESTINATIONS_WRITE, this::change);
        endpoints.add(DELETE, ONE, Scope.DESTINATIONS_WRITE, this::delete);
        endpoints.add(POST, ONE + "/pause", Scope.DESTINATIONS_WRITE, call -> turn(call, State.PAUSED, "pause"));
        endpoints.add(POST, ONE + "/resume", Scope.DESTINATIONS_WRITE, call -> turn(call, State.ON, "resume"));
        endpoints.add(POST, ONE + "/dry-run", Scope.DESTINATIONS_READ, this::dryRun);
        endpoints.add(POST, ONE + "/compare", Scope.DESTINATIONS_WRITE, this::compare);
        endpoints.add(GET, ONE + "/list", Scope.DESTINATIONS_READ, this::listing);
        endpoints.add(POST, ONE + "/replay", Scope.DESTINATIONS_WRITE, this::replay);
    }

    private Future<Answer> kinds(Call call) {
        call.takesOnly();
        List<JsonObject> kinds =
                services.kinds().all().stream().map(DestinationJson::kind).toList();
        return Future.succeededFuture(Answer.all(kinds));
    }

    private Future<Answer> list(Call call) {
        call.takesOnly();
        List<Target> targets = services.targets().of(call.site());
        return services.deliveries()
                .health(call.site(), targets)
                .map(health -> Answer.all(targets.stream()
                        .map(target -> json(target, health.getOrDefault(target.id(), Health.NONE)))
                        .toList()));
    }

    private Future<Answer> show(Call call) {
        call.takesOnly();
        return answer(call.site(), find(call));
    }

    private Future<Answer> answer(Site site, Target target) {
        return services.deliveries()
                .health(site, List.of(target))
                .map(health -> Answer.of(json(target, health.getOrDefault(target.id(), Health.NONE))));
    }

    private JsonObject json(Target target, Health health) {
        return DestinationJson.target(target, health, secrets(target).keySet());
    }

    private Map<String, String> secrets(Target target) {
        try {
            return services.targets().secrets(target);
        } catch (Targets.KeyMissing e) {
            throw keyMissing();
        }
    }

    private static HttpProblem keyMissing() {
        return new HttpProblem(
                503, "This node has not got the key that secrets are sealed with; the server's log says what to do.");
    }

    private Target find(Call call) {
        return find(services, call);
    }

    /** The one that the path names, or 404. */
    static Target find(DestinationServices services, Call call) {
        String id = call.ctx().pathParam("destination");
        return Optional.of(id)
                .filter(text -> text.matches("\\d{1,9}"))
                .flatMap(text -> services.targets().find(call.site().id(), Integer.parseInt(text)))
                .filter(target -> target.state() != State.DELETED)
                .orElseThrow(() -> new HttpProblem(404, "There is no destination " + id + "."));
    }

    private Future<Answer> create(Call call) {
        call.takesOnly();
        Site site = call.site();
        var input = new Input(call.body());
        String code = input.text("kind", input.required("kind", ""));
        Optional<Kind> kind = services.kinds().find(code);
        if (kind.isEmpty()) {
            input.wrong(
                    "kind",
                    "must be one of "
                            + String.join(
                                    ", ",
                                    services.kinds().all().stream()
                                            .map(Kind::id)
                                            .toList()) + ".");
            input.check();
        }
        TargetSettings usual = TargetSettings.of(kind.orElseThrow().destination());
        var blank =
                new Target(site.id(), 0, code, "", State.PAUSED, Optional.empty(), false, usual, Optional.empty(), 1);
        var edit = read(input, blank, Map.of());
        boolean discloses = discloses(call, blank, edit);
        return services.targets()
                .add(edit.target, edit.secrets)
                .recover(DestinationsApi::recovered)
                .compose(id -> note(call, "destination.create", edit.target.name())
                        .compose(noted -> noteDisclosure(call, discloses, edit))
                        .compose(noted -> answer(
                                site, services.targets().find(site.id(), id).orElseThrow()))
                        .map(made -> Answer.created(
                                Endpoints.BASE + "/sites/" + site.publicId() + "/destinations/" + id,
                                made.body().orElseThrow())));
    }

    private Future<Answer> change(Call call) {
        call.takesOnly();
        Target before = find(call);
        var input = new Input(call.body());
        long revision = input.whole("revision", before::revision);
        if (revision != before.revision()) {
            throw new HttpProblem(409, "It has been changed since: it has revision " + before.revision() + " now.");
        }
        var edit = read(input, before, secrets(before));
        boolean discloses = discloses(call, before, edit);
        return services.targets()
                .change(edit.target, edit.secrets)
                .recover(DestinationsApi::recovered)
                .compose(done -> noteDisclosure(call, done && discloses, edit).map(done))
                .compose(done -> after(call, done, "destination.update", edit.target.name()));
    }

    /** Whoever may not see contact data may not have it sent to where he says either. */
    private boolean discloses(Call call, Target before, Edit edit) {
        var kind = services.kinds().get(before.kind()).destination();
        boolean discloses = Disclosure.isNew(kind, before.settings(), edit.target.settings());
        if (discloses && !call.caller().may(Scope.CONTACTS_READ)) {
            throw new HttpProblem(
                    403,
                    "This key lacks the scope " + Scope.CONTACTS_READ.code()
                            + ": who has contact data sent in clear, or to another address, has to be allowed to see it.");
        }
        return discloses;
    }

    private Future<Void> noteDisclosure(Call call, boolean discloses, Edit edit) {
        return discloses ? note(call, "destination.disclose", edit.target.name()) : Future.succeededFuture();
    }

    private Future<Answer> after(Call call, boolean done, String action, String name) {
        if (!done) {
            throw new HttpProblem(409, "Somebody else has changed it at the same moment. Read it again.");
        }
        return note(call, action, name).compose(noted -> answer(call.site(), find(call)));
    }

    /** Or none: then rules say who is on the list. */
    private boolean isAudience(int site, String number) {
        return number.isEmpty()
                || services.lists().audiences(site).keySet().stream()
                        .anyMatch(known -> known.toString().equals(number));
    }

    private static <T> Future<T> recovered(Throwable cause) {
        return Future.failedFuture(cause instanceof Targets.KeyMissing ? keyMissing() : cause);
    }

    private record Edit(Target target, Map<String, String> secrets) {}

    /** What was sent over what holds; throws the problem to answer. */
    private Edit read(Input input, Target before, Map<String, String> known) {
        var kind = services.kinds().get(before.kind()).destination();
        String name = input.text("name", before::name).trim();
        if (name.isEmpty() || name.length() > 100) {
            input.wrong("name", "must have 1 to 100 characters.");
        }
        boolean sandbox = input.flag("sandbox", before::sandbox);
        Input values = input.object("settings");
        Input sent = input.object("secrets");
        var texts = new JsonObject();
        var secrets = new TreeMap<>(known);
        for (Setting setting : kind.settings()) {
            if (setting.isSecret()) {
                secrets.put(setting.name(), sent.text(setting.name(), () -> known.getOrDefault(setting.name(), "")));
            } else {
                texts.put(
                        setting.name(),
                        values.text(
                                setting.name(), () -> before.settings().values().getOrDefault(setting.name(), "")));
            }
        }
        kind.settings().stream()
                .filter(setting -> setting.kind() == Setting.Form.AUDIENCE)
                .filter(setting -> !isAudience(before.site(), texts.getString(setting.name())))
                .forEach(setting -> values.wrong(setting.name(), "names no audience of this site."));
        values.refuseOthers();
        sent.refuseOthers();
        JsonObject rest = input.rest("mapping", "filter", "allow", "exclude", "purpose", "pace");
        List<SettingsJson.Problem> strangers = SettingsJson.strangers(rest);
        strangers.forEach(problem -> input.wrong(problem.field(), DestinationProblems.said(problem)));
        input.refuseOthers();
        // What is not of the form can't be read; what is wrong beside it is still told.
        JsonObject readable = strangers.isEmpty() ? rest : new JsonObject();
        TargetSettings settings = SettingsJson.read(readable.put("values", texts), before.settings());
        for (SettingsJson.Problem problem : SettingsJson.problems(kind, settings, secrets)) {
            Optional<Setting> setting = kind.settings().stream()
                    .filter(each -> each.name().equals(problem.field()))
                    .findFirst();
            Input of = setting.isEmpty() ? input : setting.get().isSecret() ? sent : values;
            String place = SettingsJson.RANGES.containsKey(problem.field()) ? "pace." : "";
            of.wrong(
                    place + problem.field(),
                    setting.map(each -> DestinationProblems.said(problem, each))
                            .orElseGet(() -> DestinationProblems.said(problem)));
        }
        input.check();
        return new Edit(
                new Target(
                        before.site(),
                        before.id(),
                        before.kind(),
                        name,
                        before.state(),
                        before.stopped(),
                        sandbox,
                        settings,
                        before.secrets(),
                        before.revision()),
                secrets);
    }

    private Future<Answer> turn(Call call, State state, String word) {
        call.takesOnly();
        Target before = find(call);
        return services.targets()
                .update(before.turned(state))
                .compose(done -> after(call, done, "destination." + word, before.name()));
    }

    private Future<Answer> delete(Call call) {
        call.takesOnly();
        Target before = find(call);
        return rules.telling(call.site(), before.id())
                .compose(Using::refuse)
                .compose(unused -> services.targets().update(before.turned(State.DELETED)))
                .compose(done -> {
                    if (!done) {
                        throw new HttpProblem(409, "Somebody else has changed it at the same moment. Read it again.");
                    }
                    return note(call, "destination.delete", before.name()).map(Answer.DONE);
                });
    }

    private Future<Answer> dryRun(Call call) {
        call.takesOnly();
        Function<Throwable, Future<Answer>> recovered = DestinationsApi::recovered;
        return services.dryRun()
                .run(call.site(), find(call), clock.instant())
                .map(result -> Answer.of(DestinationJson.dryRun(result)))
                .recover(recovered);
    }

    private Future<Answer> replay(Call call) {
        call.takesOnly();
        Target target = find(call);
        return services.deliveries()
                .replayDead(target)
                .compose(count -> note(call, "delivery.replay", target.name())
                        .map(noted -> Answer.of(new JsonObject().put("replayed", count))));
    }

    private Target findList(Call call) {
        Target target = find(call);
        if (!services.lists().isList(target)) {
            throw new HttpProblem(404, "Destination " + target.id() + " keeps no list of people.");
        }
        return target;
    }

    private Future<Answer> listing(Call call) {
        call.takesOnly();
        return services.lists().standing(findList(call)).map(standing -> Answer.of(DestinationJson.list(standing)));
    }

    private Future<Answer> compare(Call call) {
        call.takesOnly();
        Target target = findList(call);
        return services.lists()
                .sayAll(target)
                .compose(asked -> note(call, "destination.compare", target.name()))
                .map(Answer.DONE);
    }

    private Future<Void> note(Call call, String action, String name) {
        return audit.add(call.caller().actor(), action, call.site().id(), name);
    }
}
