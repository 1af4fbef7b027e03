package io.warmtag.destination;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.db.Database;
import io.warmtag.db.Keyset;
import io.warmtag.destination.Item.Device;
import io.warmtag.destination.Preparation.Facts;
import io.warmtag.event.Event;
import io.warmtag.event.EventFilter;
import io.warmtag.event.EventStore;
import io.warmtag.people.Contacts;
import io.warmtag.people.KnownContact;
import io.warmtag.people.contact.ContactField;
import io.warmtag.people.contact.ContactValue;
import io.warmtag.secret.Keyring;
import io.warmtag.site.Site;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Shows what a destination would get of an event, without anything leaving; and what the built-in double says to it. */
public final class DryRun {
    private static final int LOOKED_AT = 200;
    private static final UUID NOBODY = new UUID(0, 0);

    private final EventStore events;
    private final FactsStore facts;
    private final Keyring keyring;
    private final Targets targets;
    private final Kinds kinds;

    /**
     * What would happen.
     *
     * @param event that it was tried with
     * @param madeUp there was none of the site's own to try it with
     * @param held why nothing would leave, if so
     * @param request as it would leave, masked; empty when nothing would
     * @param status of the double's answer; 0 when nothing would leave
     */
    public record Result(
            Outgoing event, boolean madeUp, Optional<Reason> held, String request, int status, String answer) {}

    public DryRun(Database database, Contacts contacts, Keyring keyring, Targets targets, Kinds kinds) {
        this.events = new EventStore(database);
        this.facts = new FactsStore(database, contacts);
        this.keyring = keyring;
        this.targets = targets;
        this.kinds = kinds;
    }

    /** With the newest event that is mapped. Fails with {@link Targets.KeyMissing} where secrets can't be opened. */
    public Future<Result> run(Site site, Target target, Instant now) {
        if (kinds.get(target.kind()).destination() instanceof PeopleList) {
            Reason held = Reason.of("not_for_lists");
            return Future.succeededFuture(new Result(sample(site, target, now), true, Optional.of(held), "", 0, ""));
        }
        return events.list(site, EventFilter.ALL, Keyset.NEWEST, LOOKED_AT).compose(page -> {
            Optional<Event> mapped = page.items().stream()
                    .filter(event -> event.visitor() != null)
                    .filter(event ->
                            target.settings().mapping().line(event.name()).isPresent())
                    .findFirst();
            if (mapped.isEmpty()) {
                Facts known = new Facts(
                        Map.of(),
                        Map.of(NOBODY, new Device("192.0.2.1", "Mozilla/5.0 (sample)")),
                        Map.of(NOBODY, sampleContacts(now)));
                return Future.succeededFuture(
                        result(site, target, claimed(sample(site, target, now), NOBODY, now), known, now, true));
            }
            Event event = mapped.get();
            var outgoing = new Outgoing(event.id(), event.name(), event.time(), event.data(), event.context());
            Claimed row = claimed(outgoing, java.util.Objects.requireNonNull(event.visitor()), now);
            return facts.load(
                            target,
                            List.of(row),
                            kinds.get(target.kind()).destination(),
                            keyring.seal().orElseThrow(Targets.KeyMissing::new))
                    .map(known -> result(site, target, row, known, now, false));
        });
    }

    private static Claimed claimed(Outgoing event, UUID person, Instant now) {
        // Long ago enough that nothing is waited for, and not so long that it had expired.
        Instant before = now.minusSeconds(60);
        return new Claimed(0, "dry-run", person, event, 1, before, before);
    }

    private static Outgoing sample(Site site, Target target, Instant now) {
        var item = new JsonObject()
                .put("item_id", "SKU_1")
                .put("item_name", "Sample")
                .put("price", 1290)
                .put("quantity", 1);
        var data = new JsonObject()
                .put("transaction_id", "SAMPLE-1")
                .put("value", 1290)
                .put("currency", site.currency())
                .put("items", new JsonArray().add(item));
        String domain =
                site.domains().isEmpty() ? "shop.example" : site.domains().get(0);
        var context = new JsonObject()
                .put("url", "https://" + domain + "/thank-you")
                .put("consent", new JsonObject().put(target.settings().purpose(), "granted"));
        return new Outgoing(NOBODY, "purchase", now, data, context);
    }

    /** Of nobody: so that what would be carried of a person can be seen before anybody is known. */
    private static List<KnownContact> sampleContacts(Instant now) {
        return Stream.of(
                        new ContactValue(ContactField.EMAIL, "sample@shop.example", false),
                        new ContactValue(ContactField.PHONE, "+8801700000000", false))
                .map(value -> new KnownContact(NOBODY, value, now, now, ""))
                .toList();
    }

    private Result result(Site site, Target target, Claimed row, Facts known, Instant now, boolean madeUp) {
        Kinds.Kind kind = kinds.get(target.kind());
        var config = new Config(
                target.settings().values(),
                targets.secrets(target),
                site.currency(),
                site.consent() == Site.Consent.ASK);
        var prepared = new Preparation(target, kind.destination(), config, known, now).of(row);
        if (prepared.item().isEmpty()) {
            return new Result(row.event(), madeUp, prepared.fate().flatMap(Fate::why), "", 0, "");
        }
        Item item = prepared.item().get();
        Request request =
                kind.destination().requests(config, List.of(item), now).get(0);
        Reply reply = kind.sandbox().answer(config, request, now);
        var masking = new Masking(config.secrets(), kind.destination().unkept())
                .with(kind.destination().unkept(config, item));
        return new Result(
                row.event(), madeUp, Optional.empty(), masking.request(request), reply.status(), masking.answer(reply));
    }
}
