package io.warmtag.api;

import static io.vertx.core.http.HttpMethod.GET;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.account.Scope;
import io.warmtag.event.Event;
import io.warmtag.event.EventCountStore;
import io.warmtag.event.EventCountStore.Hour;
import io.warmtag.event.EventFilter;
import io.warmtag.event.EventStore;
import io.warmtag.event.Mark;
import io.warmtag.event.RefusalCode;
import io.warmtag.event.RejectedEventStore;
import io.warmtag.event.RejectedEventStore.Reason;
import io.warmtag.event.RejectedEventStore.Rejected;
import io.warmtag.event.VisitorId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What a site has seen, what of it was refused, and how much of what. */
final class EventsApi {
    private static final Duration LONGEST_COUNT = Duration.ofDays(31);

    private final EventStore events;
    private final EventCountStore counts;
    private final RejectedEventStore rejected;
    private final Clock clock;

    EventsApi(EventStore events, EventCountStore counts, RejectedEventStore rejected, Clock clock) {
        this.events = events;
        this.counts = counts;
        this.rejected = rejected;
        this.clock = clock;
    }

    void addTo(Endpoints endpoints) {
        endpoints.add(GET, "/sites/:site/events", Scope.EVENTS_READ, this::list);
        endpoints.add(GET, "/sites/:site/events/names", Scope.EVENTS_READ, this::names);
        endpoints.add(GET, "/sites/:site/events/counts", Scope.EVENTS_READ, this::counts);
        endpoints.add(GET, "/sites/:site/rejected", Scope.EVENTS_READ, this::rejected);
        endpoints.add(GET, "/sites/:site/rejected/reasons", Scope.EVENTS_READ, this::reasons);
    }

    private Future<Answer> list(Call call) {
        call.takesList("visitor", "name", "mark");
        var filter = new EventFilter(
                call.parameter("visitor").map(EventsApi::visitor),
                call.parameter("name"),
                call.parameter("mark").map(EventsApi::mark));
        return events.list(call.site(), filter, call.cursor(), call.limit())
                .map(page -> Answer.page(page.map(EventsApi::json)));
    }

    private static UUID visitor(String text) {
        UUID visitor = VisitorId.parse(text);
        if (visitor == null) {
            throw Call.bad("visitor", "must be a visitor's id of 22 base64url characters.");
        }
        return visitor;
    }

    private static Mark mark(String word) {
        return Mark.ofWord(word).orElseThrow(() -> Call.bad("mark", "must be person, bot or staff."));
    }

    static JsonObject json(Event event) {
        return new JsonObject()
                .put("id", event.id().toString())
                .put("visitor", event.visitor() == null ? null : VisitorId.text(event.visitor()))
                .put("name", event.name())
                .put("time", event.time().toString())
                .put("received", event.received().toString())
                .put("mark", event.mark().word())
                .put("remarks", new JsonArray(event.remarks()))
                .put("data", event.data())
                .put("context", event.context());
    }

    private Future<Answer> names(Call call) {
        call.takesList();
        return counts.names(call.site(), clock.instant(), call.cursor(), call.limit())
                .map(page -> Answer.page(page.map(EventsApi::json)));
    }

    private static JsonObject json(EventCountStore.Name name) {
        return new JsonObject()
                .put("name", name.name())
                .put("today", name.today())
                .put("week", name.week())
                .put("total", name.all())
                .put("last", name.last().toString())
                .put("sample", name.sample() == null ? null : json(name.sample()));
    }

    private Future<Answer> counts(Call call) {
        call.takesOnly("from", "to");
        Instant to = call.instant("to").orElseGet(clock::instant);
        Instant from = call.instant("from").orElseGet(() -> to.minus(Duration.ofDays(1)));
        if (from.isAfter(to) || Duration.between(from, to).compareTo(LONGEST_COUNT) > 0) {
            throw Call.bad("from", "must be before \"to\", by at most " + LONGEST_COUNT.toDays() + " days.");
        }
        return counts.byHour(call.site(), from, to)
                .map(hours -> Answer.all(hours.stream().map(EventsApi::json).toList()));
    }

    private static JsonObject json(Hour hour) {
        return new JsonObject().put("from", hour.hour().toString()).put("count", hour.count());
    }

    private Future<Answer> rejected(Call call) {
        call.takesList();
        return rejected.list(call.site(), call.cursor(), call.limit())
                .map(page -> Answer.page(page.map(EventsApi::json)));
    }

    private static JsonObject json(Rejected rejected) {
        return new JsonObject()
                .put("number", rejected.number())
                .put("received", rejected.received().toString())
                .put("name", rejected.name())
                .put("field", rejected.field())
                .put("reason", rejected.reason())
                .put(
                        "code",
                        rejected.refusal() == null
                                ? null
                                : rejected.refusal().code().code())
                .put("body", rejected.body());
    }

    private Future<Answer> reasons(Call call) {
        call.takesOnly("since");
        Instant since = call.instant("since").orElse(Instant.EPOCH);
        return rejected.reasons(call.site(), since).map(reasons -> Answer.all(json(reasons)));
    }

    private static List<JsonObject> json(List<Reason> reasons) {
        return reasons.stream()
                .map(reason -> new JsonObject()
                        .put("reason", reason.reason())
                        .put("code", reason.code().map(RefusalCode::code).orElse(null))
                        .put("count", reason.count()))
                .toList();
    }
}
