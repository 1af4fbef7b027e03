package io.warmtag.occasion;

import io.warmtag.event.Interest;
import io.warmtag.event.NewEvent;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Which occasions are recorded: those that at least one of the consumers wants. In memory, and asked for each event.
 *
 * <p>What came in more than an hour late is none: whoever is meant has long been somewhere else. What was imported is one for
 * audiences alone ({@link Occasion.Happened#isImported}): whom it makes a buyer must not be counted as somebody who never bought.
 */
public final class Wanted implements Interest {
    /** Among the names: every event. */
    public static final String ALL = "*";

    private static final long LATEST_MS = 3_600_000;

    private final List<Source> sources = new CopyOnWriteArrayList<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final Flood flood = new Flood();

    /** What one consumer wants. Answers from memory, from any thread. */
    public interface Source {
        /** The names of the events, {@link #ALL} among them for every one. */
        Set<String> names(int site);

        boolean transitions(int site);
    }

    public void add(Source source) {
        sources.add(source);
    }

    /** Called after occasions were committed by this node, on some event loop. */
    public void onRecorded(Runnable listener) {
        listeners.add(listener);
    }

    /** Whether events come in faster on this node than anything can follow from them. */
    public Flood flood() {
        return flood;
    }

    @Override
    public boolean inEvent(NewEvent event) {
        for (Source source : sources) {
            Set<String> names = source.names(event.site());
            if (!names.isEmpty() && (names.contains(event.name()) || names.contains(ALL))) {
                return event.isClassified() && (event.isImported() || event.received() - event.time() <= LATEST_MS);
            }
        }
        return false;
    }

    @Override
    public boolean inTransitions(int site) {
        for (Source source : sources) {
            if (source.transitions(site)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void recorded() {
        listeners.forEach(Runnable::run);
    }

    @Override
    public void committed(int together) {
        flood.committed(together);
    }
}
