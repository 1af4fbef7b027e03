package io.warmtag.console;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.warmtag.preview.FateStore;
import io.warmtag.preview.PreviewSession;
import io.warmtag.preview.PreviewTraces;
import io.warmtag.preview.Previews;
import io.warmtag.preview.Told;
import io.warmtag.preview.Trace;
import io.warmtag.web.Routes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What the pages under a preview do and why, as it happens. */
public final class PreviewTracePages implements Routes {
    private static final int MOST_PER_LOOK = 500;
    private static final long FATE_WITHIN_MS = 60_000;

    private final Console console;
    private final Previews previews;
    private final PreviewTraces traces;
    private final PreviewPages doors;
    private final FateStore fates;
    private final Streams streams;

    public PreviewTracePages(
            Console console,
            Previews previews,
            PreviewTraces traces,
            PreviewPages doors,
            FateStore fates,
            Streams streams) {
        this.console = console;
        this.previews = previews;
        this.traces = traces;
        this.doors = doors;
        this.fates = fates;
        this.streams = streams;
    }

    @Override
    public void mount(Router router) {
        router.get("/console/sites/:site/previews/:preview").handler(console.sitePage(this::show));
        router.get("/console/sites/:site/previews/:preview/changes").handler(console.sitePage(this::changes));
    }

    private Future<Optional<PreviewSession>> session(Visit visit) {
        return PreviewPages.id(visit)
                .map(id -> previews.find(visit.site(), id))
                .orElseGet(() -> Future.succeededFuture(Optional.empty()));
    }

    private Future<Void> show(Visit visit) {
        return session(visit)
                .compose(session -> session.isEmpty()
                        ? visit.show(404, "preview/over", "preview", Map.of())
                        : traces.of(visit.site(), session.get()).compose(trace -> show(visit, session.get(), trace)));
    }

    private Future<Void> show(Visit visit, PreviewSession session, Trace trace) {
        Optional<Trace.Step> chosen = visit.query("step").flatMap(trace::find);
        List<UUID> events = chosen.stream()
                .flatMap(step -> step.sent().stream())
                .flatMap(sent -> uuid(sent.id()).stream())
                .distinct()
                .toList();
        return fates.find(visit.site(), events).compose(found -> {
            var views = new PreviewView(visit, session, trace);
            return visit.show(200, "preview/show", "preview", views.page(chosen, found, doors.links(visit, session)));
        });
    }

    static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Future<Void> changes(Visit visit) {
        return session(visit).compose(session -> {
            if (session.isEmpty()) {
                return Future.failedFuture(Visit.notFound());
            }
            return streams.watch(visit, new Watch(visit, session.get()));
        });
    }

    /** Looks for new messages, and for what the server did with the events that they name. */
    private final class Watch implements Streams.Look {
        private final Visit visit;
        private final PreviewSession session;
        private final Map<UUID, Long> waiting = new HashMap<>();
        private long seen = -1;

        Watch(Visit visit, PreviewSession session) {
            this.visit = visit;
            this.session = session;
        }

        @Override
        public Future<String> next() {
            return previews.told(session.id(), Math.max(0, seen), MOST_PER_LOOK).compose(told -> {
                // The page that is open shows what there was when it was made, or is made anew at once.
                boolean news = !told.isEmpty();
                told.forEach(this::note);
                seen = told.isEmpty()
                        ? Math.max(0, seen)
                        : told.get(told.size() - 1).number();
                return arrived().map(fate -> news || fate ? "event: changed\ndata: 1\n\n" : "");
            });
        }

        private void note(Told told) {
            String id = told.eventId();
            if (id != null) {
                uuid(id).ifPresent(event -> waiting.put(event, System.currentTimeMillis()));
            }
        }

        private Future<Boolean> arrived() {
            long old = System.currentTimeMillis() - FATE_WITHIN_MS;
            waiting.values().removeIf(since -> since < old);
            return fates.find(visit.site(), List.copyOf(waiting.keySet())).map(found -> {
                found.keySet().forEach(waiting::remove);
                return !found.isEmpty();
            });
        }
    }
}
