package io.warmtag.collect;

import io.warmtag.collect.Batch.PageContext;
import io.warmtag.event.Mark;
import io.warmtag.event.NewEvent;
import io.warmtag.event.UuidV7;
import io.warmtag.site.Site;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a page tells when somebody has refused something: the batch holds an event {@value #NAME} without data, and its context
 * what he says of each purpose. It comes from whoever refuses to be recognised, too, and is the last that is heard of him. What
 * a shop pushes under this name always has data, if empty.
 *
 * @param consent by purpose, with what Global Privacy Control refuses
 * @param id of the page's event, or a new one
 */
record ConsentAnswer(Map<String, String> consent, UUID id) {
    static final String NAME = "consent";

    private static final String RECOGNISE = "analytics_storage";

    /** Null: the batch holds none. */
    static @Nullable ConsentAnswer in(Batch batch, Call call) {
        for (Batch.Item item : batch.events()) {
            if (isAnswer(item)) {
                UUID id = UuidV7.parse(item.id() == null ? "" : item.id());
                Map<String, String> consent = ContextJson.consent(batch.context(), call.refusesAds());
                return new ConsentAnswer(consent, id == null ? UuidV7.create(call.received()) : id);
            }
        }
        return null;
    }

    private static boolean isAnswer(Batch.Item item) {
        return NAME.equals(item.name()) && !item.json().cut().contains("\"data\"");
    }

    /** The others of the batch. */
    static Batch without(Batch batch) {
        return batch.with(
                batch.events().stream().filter(item -> !isAnswer(item)).toList());
    }

    /** The purposes that he refuses. */
    Set<String> refused() {
        Set<String> refused = new TreeSet<>();
        consent.forEach((purpose, state) -> {
            if (state.equals("denied")) {
                refused.add(purpose);
            }
        });
        return refused;
    }

    /** He is not to be recognised any more. */
    boolean refusesRecognition() {
        return refused().contains(RECOGNISE);
    }

    /** What is kept of it: who, when, and what he says. No page, browser or address. */
    EventMaker record(Site site, Sender sender, Mark mark, long received) {
        var item = new Batch.Item(
                id.toString(),
                NewEvent.CONSENT_WITHDRAWN,
                null,
                null,
                null,
                "{}",
                null,
                null,
                null,
                null,
                false,
                Batch.Piece.whole("{}"),
                null);
        var page = new PageContext(null, null, null, null, null, false, consent, Batch.Browser.NOT_NAMED);
        var batch = new Batch(site.publicId(), null, null, null, false, false, page, List.of(item));
        return new EventMaker(site, batch, sender, false, mark, received, ContextJson.ofConsent(consent));
    }
}
