package io.warmtag.console;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.warmtag.campaign.Offers;
import io.warmtag.db.Keyset;
import io.warmtag.db.Page;
import io.warmtag.destination.Delivery;
import io.warmtag.destination.DestinationServices;
import io.warmtag.destination.Target;
import io.warmtag.event.Event;
import io.warmtag.event.EventStore;
import io.warmtag.event.VisitorId;
import io.warmtag.people.Joins;
import io.warmtag.people.KnownContact;
import io.warmtag.people.PeopleServices;
import io.warmtag.site.Site;
import io.warmtag.visitor.LoggedTransition;
import io.warmtag.visitor.Person;
import io.warmtag.visitor.PersonStore;
import io.warmtag.visitor.model.Explanation;
import io.warmtag.web.Formats;
import io.warmtag.web.Routes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One person: what he did, how warm he is and why, and when that changes. */
public final class VisitorPages implements Routes {
    private static final int EVENTS = 50;
    private static final int TRANSITIONS = 20;
    private static final int MOST_OPEN = 10;

    private final Console console;
    private final PersonStore persons;
    private final OverviewStore overview;
    private final Explanations explanations;
    private final Streams streams;
    private final PeopleServices people;
    private final Past past;

    /** What his timeline is made of. */
    public record Past(EventStore events, Offers offers, DestinationServices outside) {}

    /**
     * @param next the cursor of older events; null when these are all
     * @param seen the revision that this was made with
     */
    record VisitorPage(
            String id,
            @Nullable Instant firstSeen,
            @Nullable Instant lastSeen,
            @Nullable WhyView why,
            List<Change> changes,
            List<Day> days,
            List<ContactView> contacts,
            PersonView same,
            boolean paged,
            @Nullable String next,
            String seen) {}

    record Change(String from, String to, Instant at, String cause, int version) {}

    /** The events of one day, so that the timeline says the date once. */
    record Day(Instant date, List<Happened> events) {}

    /**
     * @param device which of the person's visitors did it; null when he has only one
     * @param sent what left because of it, or did not
     */
    record Happened(EventView event, @Nullable DeviceView device, List<Sent> sent) {}

    /** @param called what it was sent as, where that is not the event's own name */
    record Sent(
            long row,
            String destination,
            @Nullable String called,
            String state,
            @Nullable Boolean sandbox) {}

    private record Found(
            Optional<Person> person,
            Optional<Explanation> why,
            Page<Event> events,
            Page<LoggedTransition> changes,
            List<KnownContact> contacts,
            List<UUID> visitors,
            List<Joins.Open> open,
            Map<UUID, List<Delivery>> sent) {}

    public VisitorPages(
            Console console,
            PersonStore persons,
            OverviewStore overview,
            Explanations explanations,
            Streams streams,
            PeopleServices people,
            Past past) {
        this.console = console;
        this.persons = persons;
        this.overview = overview;
        this.explanations = explanations;
        this.streams = streams;
        this.people = people;
        this.past = past;
    }

    @Override
    public void mount(Router router) {
        router.get("/console/sites/:site/visitors/:visitor").handler(console.sitePage(this::show));
        router.get("/console/sites/:site/visitors/:visitor/changes").handler(console.sitePage(this::changes));
    }

    private Future<Void> show(Visit visit) {
        UUID id = visitor(visit);
        return people.joins()
                .visitors(visit.site(), id)
                .compose(visitors -> overview.revision(visit.site().id(), visitors)
                        .compose(revision -> show(visit, id, visitors, revision)));
    }

    private Future<Void> show(Visit visit, UUID id, List<UUID> visitors, String revision) {
        return find(visit, id, visitors).compose(found -> {
            boolean unknown = found.person().isEmpty()
                    && found.why().isEmpty()
                    && found.events().items().isEmpty();
            return unknown
                    ? Future.failedFuture(Visit.notFound())
                    : visit.show(200, "visitor/show", "visitors", page(visit, id, found, revision));
        });
    }

    private Future<Void> changes(Visit visit) {
        UUID id = visitor(visit);
        Site site = visit.site();
        return streams.changes(
                visit,
                () -> people.joins().visitors(site, id).compose(visitors -> overview.revision(site.id(), visitors)));
    }

    private static UUID visitor(Visit visit) {
        return Optional.ofNullable(VisitorId.parse(visit.pathParam("visitor"))).orElseThrow(Visit::notFound);
    }

    private Future<Found> find(Visit visit, UUID id, List<UUID> visitors) {
        Keyset after = visit.query("cursor").flatMap(Keyset::parse).orElse(Keyset.NEWEST);
        Future<Optional<Person>> person = persons.find(visit.site(), id);
        Future<Optional<Explanation>> why = explanations.of(visit.site().id(), id);
        Future<Page<Event>> page = past.events().ofVisitors(visit.site(), visitors, after, EVENTS);
        Future<Map<UUID, List<Delivery>>> sent = page.compose(read -> past.outside()
                .deliveries()
                .ofEvents(
                        visit.site(),
                        past.outside().targets().of(visit.site()),
                        visitors,
                        read.items().stream().map(Event::id).toList()));
        Future<Page<LoggedTransition>> changes = persons.transitions(visit.site(), id, Keyset.NEWEST, TRANSITIONS);
        Future<Map<UUID, List<KnownContact>>> known =
                people.contacts().of(visit.site().id(), List.of(id));
        Future<List<Joins.Open>> open = people.joins().open(visit.site(), id, MOST_OPEN);
        return Future.all(List.of(person, why, sent, changes, known, open))
                .map(all -> new Found(
                        person.result(),
                        why.result(),
                        page.result(),
                        changes.result(),
                        known.result().getOrDefault(id, List.of()),
                        visitors,
                        open.result(),
                        sent.result()));
    }

    private VisitorPage page(Visit visit, UUID id, Found found, String revision) {
        Map<UUID, DeviceView> devices =
                DeviceView.all(id, found.visitors(), found.events().items());
        return new VisitorPage(
                VisitorId.text(id),
                found.person().map(Person::firstSeen).orElse(null),
                found.person().map(Person::lastSeen).orElse(null),
                found.why().map(why -> WhyView.of(why, visit)).orElse(null),
                found.changes().items().stream().map(VisitorPages::change).toList(),
                days(visit, found, devices),
                ContactView.hidden(found.contacts()),
                PersonView.of(found.visitors(), List.copyOf(devices.values()), found.open()),
                visit.query("cursor").isPresent(),
                found.events().next().map(Keyset::text).orElse(null),
                Streams.mark(revision));
    }

    private static Change change(LoggedTransition one) {
        return new Change(
                VisitorsPages.word(one.from()),
                VisitorsPages.word(one.to()),
                one.at(),
                one.cause(),
                one.modelVersion());
    }

    private List<Day> days(Visit visit, Found found, Map<UUID, DeviceView> devices) {
        Formats formats = visit.formats();
        List<Day> days = new ArrayList<>();
        for (Event event : found.events().items()) {
            Instant date = formats.dayStart(event.time());
            if (days.isEmpty() || !days.get(days.size() - 1).date().equals(date)) {
                days.add(new Day(date, new ArrayList<>()));
            }
            DeviceView device = devices.size() > 1 && event.visitor() != null ? devices.get(event.visitor()) : null;
            List<Sent> sent = found.sent().getOrDefault(event.id(), List.of()).stream()
                    .map(delivery -> sent(visit, event, delivery))
                    .toList();
            days.get(days.size() - 1)
                    .events()
                    .add(new Happened(EventView.of(event, visit, past.offers()), device, sent));
        }
        return days;
    }

    private Sent sent(Visit visit, Event event, Delivery delivery) {
        return new Sent(
                delivery.number(),
                past.outside()
                        .targets()
                        .find(visit.site().id(), delivery.destination())
                        .map(Target::name)
                        .orElse(""),
                delivery.name().equals(event.name()) ? null : delivery.name(),
                delivery.state().word(),
                delivery.sandbox());
    }
}
