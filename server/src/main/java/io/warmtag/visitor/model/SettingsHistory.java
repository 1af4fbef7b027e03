package io.warmtag.visitor.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A site's settings through time. In force at an instant is the highest version that is effective by then; so a
 * version that is effective {@link #ALWAYS} replaces all earlier ones in the past too, and a fold under it recomputes
 * everything.
 */
public final class SettingsHistory {

    /** Effective from the beginning of time. */
    public static final long ALWAYS = Long.MIN_VALUE;

    /** No further settings come after. */
    static final long NO_BOUNDARY = Long.MAX_VALUE;

    /** @param effectiveFrom first instant, in ms, at which these settings apply */
    public record Dated(long effectiveFrom, ModelSettings settings) {}

    private final List<Dated> inOrder;

    private SettingsHistory(List<Dated> inOrder) {
        this.inOrder = List.copyOf(inOrder);
    }

    public static SettingsHistory defaults() {
        return always(ModelSettings.defaults());
    }

    public static SettingsHistory always(ModelSettings settings) {
        return of(List.of(new Dated(ALWAYS, settings)));
    }

    /**
     * @param versions in any order; superseded ones may be among them
     * @throws IllegalArgumentException when a version fails {@link SettingsCheck}, appears twice, or none is effective
     *     {@link #ALWAYS}
     */
    public static SettingsHistory of(Collection<Dated> versions) {
        List<Dated> byVersion = new ArrayList<>(versions);
        byVersion.sort(Comparator.comparingInt(dated -> dated.settings().version()));
        Set<Integer> seen = new HashSet<>();
        List<Dated> inForce = new ArrayList<>();
        for (Dated dated : byVersion) {
            check(dated.settings(), seen);
            while (!inForce.isEmpty() && inForce.get(inForce.size() - 1).effectiveFrom() >= dated.effectiveFrom()) {
                inForce.remove(inForce.size() - 1);
            }
            inForce.add(dated);
        }
        if (inForce.isEmpty() || inForce.get(0).effectiveFrom() != ALWAYS) {
            throw new IllegalArgumentException(
                    "settings history: no version is effective from the beginning; give the first one ALWAYS");
        }
        return new SettingsHistory(inForce);
    }

    private static void check(ModelSettings settings, Set<Integer> seen) {
        List<SettingsCheck.Problem> problems = SettingsCheck.problems(settings);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("settings version " + settings.version() + ": " + problems);
        }
        if (!seen.add(settings.version())) {
            throw new IllegalArgumentException("settings version " + settings.version() + " is there twice");
        }
    }

    /** The settings in force at an instant. */
    public ModelSettings at(long instant) {
        return settings(indexAt(instant));
    }

    /** What is ever in force, by time: ascending in both instant and version. */
    public List<Dated> inOrder() {
        return inOrder;
    }

    /** From the newest back, because almost every question is about now. */
    int indexAt(long instant) {
        int index = inOrder.size() - 1;
        while (inOrder.get(index).effectiveFrom() > instant) {
            index--;
        }
        return index;
    }

    ModelSettings settings(int index) {
        return inOrder.get(index).settings();
    }

    /** The instant at which the settings with this index give way to the next, or {@link #NO_BOUNDARY}. */
    long boundaryAfter(int index) {
        return index + 1 < inOrder.size() ? inOrder.get(index + 1).effectiveFrom() : NO_BOUNDARY;
    }

    /** How often something halves between two instants: the elapsed half-lives, each stretch by its own settings. */
    double halvings(long from, long to) {
        double sum = 0;
        long begin = from;
        for (int index = indexAt(from); begin < to; index++) {
            long end = Math.min(to, boundaryAfter(index));
            sum += (double) (end - begin) / settings(index).halfLife();
            begin = end;
        }
        return sum;
    }
}
