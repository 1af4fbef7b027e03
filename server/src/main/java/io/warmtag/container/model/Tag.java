package io.warmtag.container.model;

import io.warmtag.catalog.Value;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Something that is loaded or sent.
 *
 * @param type id of a tag type
 */
public record Tag(
        int id,
        Label label,
        String type,
        Value.Fields params,
        boolean paused,
        Firing firing,
        Sequence sequence,
        Consent consent)
        implements Entity {

    /** How often it may fire. */
    public enum Once {
        EVENT,
        PAGE,
        UNLIMITED;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * When it fires.
     *
     * @param triggers ids; one of them is enough
     * @param blocking ids; one of them is enough to keep it from firing
     * @param priority the higher first
     * @param liveOnly not in environments other than live
     * @param timeout ms after which it counts as failed
     */
    public record Firing(
            List<Integer> triggers,
            List<Integer> blocking,
            Once once,
            int priority,
            Optional<Instant> from,
            Optional<Instant> to,
            boolean liveOnly,
            int timeout) {
        public static final int USUAL_TIMEOUT_MS = 2_000;

        public Firing {
            triggers = List.copyOf(triggers);
            blocking = List.copyOf(blocking);
        }

        public static Firing on(List<Integer> triggers) {
            return new Firing(
                    triggers, List.of(), Once.EVENT, 0, Optional.empty(), Optional.empty(), false, USUAL_TIMEOUT_MS);
        }
    }

    /** Another tag that fires before or after. */
    public record Step(int tag, boolean stopOnFailure) {}

    /** Tags that fire before and after this one. */
    public record Sequence(Optional<Step> setup, Optional<Step> cleanup) {
        public static final Sequence NONE = new Sequence(Optional.empty(), Optional.empty());
    }

    /** Which consent it waits for. */
    public record Consent(Mode mode, List<String> types) {
        public static final Consent USUAL = new Consent(Mode.DEFAULT, List.of());

        public Consent {
            types = List.copyOf(types);
        }

        /** As its type says, for none at all, or for more than its type says. */
        public enum Mode {
            DEFAULT,
            NONE,
            ADDITIONAL;

            public String code() {
                return name().toLowerCase(Locale.ROOT);
            }
        }
    }

    @Override
    public Tag withId(int other) {
        return new Tag(other, label, type, params, paused, firing, sequence, consent);
    }

    @Override
    public Tag withLabel(Label other) {
        return new Tag(id, other, type, params, paused, firing, sequence, consent);
    }

    public Tag withParams(Value.Fields other) {
        return new Tag(id, label, type, other, paused, firing, sequence, consent);
    }

    public Tag withPaused(boolean other) {
        return new Tag(id, label, type, params, other, firing, sequence, consent);
    }
}
