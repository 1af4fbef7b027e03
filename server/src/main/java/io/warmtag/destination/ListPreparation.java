package io.warmtag.destination;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.destination.Preparation.Facts;
import io.warmtag.destination.Preparation.Prepared;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Decides what becomes of a row about who is on a list outside. Who comes needs to agree; who goes needs nothing, and is taken
 * away by whatever he was put there by. Pure.
 */
final class ListPreparation {
    private static final long SOON_MS = 1_000;

    private final Target target;
    private final PeopleList list;
    private final Config config;
    private final Known known;
    private final Instant now;

    /**
     * A person as a list has him.
     *
     * @param told by what the other side knows him, or may; empty: it has not got him
     */
    record Listed(boolean wanted, List<JsonArray> told) {
        static final Listed NOT = new Listed(false, List.of());
    }

    /**
     * @param worth of each one's orders
     * @param leaving by person, the number of the first row that takes somebody away who was one with him
     */
    record Known(Facts facts, Map<UUID, Listed> listed, Map<UUID, Double> worth, Map<UUID, Long> leaving) {
        Listed listed(UUID person) {
            return listed.getOrDefault(person, Listed.NOT);
        }
    }

    ListPreparation(Target target, PeopleList list, Config config, Known known, Instant now) {
        this.target = target;
        this.list = list;
        this.config = config;
        this.known = known;
        this.now = now;
    }

    Prepared of(Claimed row) {
        boolean made = !config.text(PeopleList.ID).isEmpty();
        return switch (row.event().name()) {
            case PeopleList.CREATE -> made ? withheld(row, "list_made") : item(row, List.of());
            case PeopleList.ADD -> made ? coming(row) : later(row, "list_missing");
            case PeopleList.REMOVE -> made ? going(row) : later(row, "list_missing");
            default -> held(Fate.dead(row, Reason.of("not_for_lists")));
        };
    }

    private Prepared coming(Claimed row) {
        if (row.since().isBefore(now.minus(list.defaults().patience()))) {
            return held(Fate.dead(row, Reason.of("expired")));
        }
        if (!known.listed(row.person()).wanted()) {
            return withheld(row, "list_left");
        }
        if (!agrees(row.person())) {
            return withheld(row, "consent");
        }
        if (known.leaving().getOrDefault(row.person(), Long.MAX_VALUE) < row.number()) {
            return later(row, "list_leaving");
        }
        return keys(row.person()).map(keys -> item(row, List.of(keys))).orElseGet(() -> withheld(row, "no_contact"));
    }

    /** However long it takes: somebody who should not be there any more is still there. */
    private Prepared going(Claimed row) {
        List<JsonArray> told = known.listed(row.person()).told();
        return told.isEmpty() ? withheld(row, "list_unknown") : item(row, told);
    }

    /** By what somebody can be found who is wanted, agrees, and can be found at all. */
    Optional<JsonArray> entry(UUID person) {
        return known.listed(person).wanted() && agrees(person) ? keys(person) : Optional.empty();
    }

    private boolean agrees(UUID person) {
        JsonObject newest = known.facts().contexts().getOrDefault(person, new JsonObject());
        return Consent.isGranted(newest, target.settings().purpose(), config.consents());
    }

    private Optional<JsonArray> keys(UUID person) {
        return list.keys(
                config,
                person,
                known.facts().contacts().getOrDefault(person, List.of()),
                known.worth().getOrDefault(person, 0.0));
    }

    private Prepared item(Claimed row, List<JsonArray> keys) {
        var data = new JsonObject().put("keys", new JsonArray(keys));
        String name = row.event().name();
        Item item = new Item(
                row.key(), row.person(), name, row.event(), data, new JsonObject(), Optional.empty(), List.of());
        return new Prepared(Optional.of(item), Optional.empty());
    }

    private static Prepared withheld(Claimed row, String code) {
        return held(Fate.withheld(row, Reason.of(code)));
    }

    private static Prepared later(Claimed row, String code) {
        return held(Fate.waiting(row, SOON_MS, Reason.of(code)));
    }

    private static Prepared held(Fate fate) {
        return new Prepared(Optional.empty(), Optional.of(fate));
    }
}
