package io.warmtag.destination;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * A destination as it was set up.
 *
 * @param site {@code Site.id}
 * @param id the site's number of it
 * @param kind of {@link Kinds}
 * @param stopped why the engine has stopped it
 * @param sandbox nothing leaves: the built-in double answers
 * @param secrets sealed; empty when it has none
 * @param revision grows with each change
 */
public record Target(
        int site,
        int id,
        String kind,
        String name,
        State state,
        Optional<Reason> stopped,
        boolean sandbox,
        TargetSettings settings,
        Optional<byte[]> secrets,
        long revision) {

    /** In the order of their codes in the database. */
    public enum State {
        ON,
        PAUSED,
        /** By the engine: something has to be changed first. */
        STOPPED,
        DELETED;

        public short code() {
            return (short) ordinal();
        }

        public static State of(int code) {
            return values()[code];
        }

        /** As in addresses, answers and message keys. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** What its secrets are sealed for. */
    public String purpose() {
        return "destination:" + site + ":" + id;
    }

    /** The same one in another state; whatever it was stopped for counts as settled. A deleted one has no secrets. */
    public Target turned(State next) {
        Optional<byte[]> kept = next == State.DELETED ? Optional.empty() : secrets;
        return new Target(site, id, kind, name, next, Optional.empty(), sandbox, settings, kept, revision);
    }

    public boolean isOn() {
        return state == State.ON;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Target that
                && site == that.site
                && id == that.id
                && revision == that.revision
                && state == that.state
                && Arrays.equals(secrets.orElse(new byte[0]), that.secrets.orElse(new byte[0]));
    }

    @Override
    public int hashCode() {
        return Objects.hash(site, id, revision);
    }
}
