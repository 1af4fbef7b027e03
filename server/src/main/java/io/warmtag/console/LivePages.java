package io.warmtag.console;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.warmtag.campaign.Offers;
import io.warmtag.db.Keyset;
import io.warmtag.db.Page;
import io.warmtag.event.Event;
import io.warmtag.event.EventFilter;
import io.warmtag.event.EventStore;
import io.warmtag.event.LiveTail;
import io.warmtag.event.Mark;
import io.warmtag.event.Refusal;
import io.warmtag.event.RejectedEventStore;
import io.warmtag.event.RejectedEventStore.Rejected;
import io.warmtag.event.VisitorId;
import io.warmtag.web.Routes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What comes in, as it comes in; and what was not accepted, with the reason. */
public final class LivePages implements Routes {
    private static final int FIRST_ROWS = 50;
    private static final int MOST_PER_LOOK = 100;
    private static final Duration LONGEST_GAP = Duration.ofMinutes(30);

    private final Console console;
    private final EventStore events;
    private final RejectedEventStore rejected;
    private final Streams streams;
    private final Offers offers;

    /** @param stream the address of the stream with the same filter */
    record LivePage(Filter filter, List<EventView> events, String stream, List<Option> marks) {}

    record Option(String value, boolean selected) {}

    record RejectedPage(
            List<RejectedView> rejected, @Nullable String next) {}

    /** @param english the reason is in English, whatever the reader's language: it was written before there were codes */
    record RejectedView(
            Instant received,
            @Nullable String name,
            @Nullable String field,
            String reason,
            boolean english,
            String body) {}

    /** As it stands in the address; empty parts filter nothing. */
    record Filter(String name, String visitor, String mark) {
        static Filter of(Visit visit) {
            return new Filter(
                    visit.query("name").orElse(""),
                    visit.query("visitor").orElse(""),
                    visit.query("mark").orElse(""));
        }

        /** A visitor that can't be is nobody, not everybody. */
        EventFilter toStore() {
            Optional<UUID> one = visitor.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Optional.ofNullable(VisitorId.parse(visitor)).orElse(new UUID(0, 0)));
            return new EventFilter(one, name.isEmpty() ? Optional.empty() : Optional.of(name), Mark.ofWord(mark));
        }

        String query() {
            return "name=" + Visit.encode(name) + "&visitor=" + Visit.encode(visitor) + "&mark=" + Visit.encode(mark);
        }
    }

    public LivePages(Console console, EventStore events, RejectedEventStore rejected, Streams streams, Offers offers) {
        this.console = console;
        this.events = events;
        this.rejected = rejected;
        this.streams = streams;
        this.offers = offers;
    }

    @Override
    public void mount(Router router) {
        router.get("/console/sites/:site/live").handler(console.sitePage(this::live));
        router.get("/console/sites/:site/live/stream").handler(console.sitePage(this::stream));
        router.get("/console/sites/:site/rejected").handler(console.sitePage(this::rejected));
    }

    private Future<Void> live(Visit visit) {
        Filter filter = Filter.of(visit);
        return events.list(visit.site(), filter.toStore(), Keyset.NEWEST, FIRST_ROWS)
                .compose(page -> {
                    List<EventView> views = page.items().stream()
                            .map(event -> EventView.of(event, visit, offers))
                            .toList();
                    String stream = visit.sitePath("/live/stream?") + filter.query() + "&since="
                            + visit.now().toEpochMilli();
                    return visit.show(200, "live/show", "live", new LivePage(filter, views, stream, marks(filter)));
                });
    }

    private static List<Option> marks(Filter filter) {
        return java.util.Arrays.stream(Mark.values())
                .map(mark -> new Option(mark.word(), mark.word().equals(filter.mark())))
                .toList();
    }

    private Future<Void> stream(Visit visit) {
        Filter filter = Filter.of(visit);
        var tail = new LiveTail(events, visit.site(), filter.toStore(), since(visit), MOST_PER_LOOK);
        return streams.watch(visit, () -> tail.next().map(found -> rows(visit, found)));
    }

    /** When the page was made: what came in while the browser connected, or lost the connection, is not left out. */
    private static Instant since(Visit visit) {
        Instant earliest = visit.now().minus(LONGEST_GAP);
        try {
            Instant asked =
                    Instant.ofEpochMilli(Long.parseLong(visit.query("since").orElse("")));
            return asked.isBefore(earliest) || asked.isAfter(visit.now()) ? earliest : asked;
        } catch (NumberFormatException e) {
            return visit.now();
        }
    }

    private String rows(Visit visit, List<Event> found) {
        List<Event> oldestFirst = new ArrayList<>(found);
        Collections.reverse(oldestFirst);
        return oldestFirst.stream()
                .map(event -> Streams.event("row", visit.render("live/row", EventView.of(event, visit, offers))))
                .collect(Collectors.joining());
    }

    private Future<Void> rejected(Visit visit) {
        Keyset after = visit.query("cursor").flatMap(Keyset::parse).orElse(Keyset.NEWEST);
        return rejected.list(visit.site(), after, FIRST_ROWS).compose(page -> show(visit, page));
    }

    private static Future<Void> show(Visit visit, Page<Rejected> page) {
        List<RejectedView> views =
                page.items().stream().map(one -> view(visit, one)).toList();
        String next = page.next().map(Keyset::text).orElse(null);
        return visit.show(200, "live/rejected", "live", new RejectedPage(views, next));
    }

    private static RejectedView view(Visit visit, Rejected one) {
        Refusal refusal = one.refusal();
        return new RejectedView(
                one.received(),
                one.name(),
                one.field(),
                refusal == null ? one.reason() : visit.say(refusal),
                refusal == null,
                one.body());
    }
}
