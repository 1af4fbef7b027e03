package io.warmtag.console;

import io.vertx.core.Future;
import io.warmtag.catalog.Template;
import io.warmtag.container.model.Content;
import io.warmtag.container.model.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When tags fired last, as far as anybody here can know: a Warmtag event comes back to us, under a name that the site may send
 * by itself, too. What other tags send goes to their vendors alone.
 */
final class LastFired {
    private static final String OWN = "warmtag_event";

    private final Visit visit;
    private final Map<String, Instant> last;

    /**
     * @param state {@code seen}, {@code never}, {@code made} (the page makes the event's name) or {@code vendor}
     * @param at when the tag's event came in last; null unless it was seen
     * @param text what is known, in a sentence
     */
    record Fired(String state, @Nullable Instant at, String text) {
        /** Of what is no tag. */
        static final Fired NEVER_DOES = new Fired("", null, "");
    }

    private LastFired(Visit visit, Map<String, Instant> last) {
        this.visit = visit;
        this.last = last;
    }

    static Future<LastFired> of(Visit visit, Tagging tagging, Content content) {
        List<String> names = content.tags().stream()
                .filter(LastFired::isOwn)
                .flatMap(tag -> name(tag).stream())
                .distinct()
                .toList();
        return names.isEmpty()
                ? Future.succeededFuture(new LastFired(visit, Map.of()))
                : tagging.counts().last(visit.site(), names).map(last -> new LastFired(visit, last));
    }

    private static boolean isOwn(Tag tag) {
        return tag.type().equals(OWN);
    }

    /** Empty when the page makes it. */
    private static Optional<String> name(Tag tag) {
        return tag.params().text("name").filter(name -> !Template.parse(name).hasReferences());
    }

    Fired of(Tag tag) {
        if (!isOwn(tag)) {
            return new Fired("vendor", null, visit.text("fired.vendor"));
        }
        Optional<String> name = name(tag);
        if (name.isEmpty()) {
            return new Fired("made", null, visit.text("fired.made"));
        }
        Instant at = last.get(name.get());
        return at == null
                ? new Fired("never", null, visit.text("fired.never", Map.of("event", name.get())))
                : new Fired(
                        "seen",
                        at,
                        visit.text(
                                "fired.seen",
                                Map.of(
                                        "event",
                                        name.get(),
                                        "when",
                                        visit.formats().relative(at, visit.now()))));
    }
}
