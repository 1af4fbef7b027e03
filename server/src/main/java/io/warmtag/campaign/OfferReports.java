package io.warmtag.campaign;

import io.vertx.core.Future;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.warmtag.db.Database;
import io.warmtag.event.NewEvent;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Brings what pages tell of offers into the grants: shown, clicked, dismissed, the code used. May be told the same twice, in
 * any order: a grant keeps the earliest time of each.
 */
public final class OfferReports {
    private static final String TELL = """
            update offer_grant set shown_at = least(shown_at, told.shown),
                                   clicked_at = least(clicked_at, told.clicked),
                                   dismissed_at = least(dismissed_at, told.dismissed)
            from (select unnest($2::uuid[]) as id, unnest($3::uuid[]) as person, unnest($4::timestamptz[]) as shown,
                         unnest($5::timestamptz[]) as clicked, unnest($6::timestamptz[]) as dismissed) told
            where offer_grant.id = told.id and offer_grant.site_id = $1
              and (offer_grant.person = told.person
                   or exists (select from person_visitor one
                              join person_visitor other on other.site_id = $1 and other.person = one.person
                              where one.site_id = $1 and one.visitor = told.person
                                and other.visitor = offer_grant.person))
            """;
    // Shops take codes in any case, and some say them in small letters whatever was typed.
    private static final String REDEEM = """
            update offer_grant set redeemed_at = least(redeemed_at, $4)
            where site_id = $1 and lower(code) = lower(trim($3)) and not test
              and person = any(array(
                  select $2::uuid union all
                  select v.visitor from person_visitor own
                  join person_visitor v on v.site_id = $1 and v.person = own.person
                  where own.site_id = $1 and own.visitor = $2))
            """;

    private final Database database;
    private final Offers offers;

    /** What was told of a grant by its own person. */
    private record Key(UUID grant, UUID person) {}

    private static final class Times {
        private @Nullable OffsetDateTime shown;
        private @Nullable OffsetDateTime clicked;
        private @Nullable OffsetDateTime dismissed;
    }

    public OfferReports(Database database, Offers offers) {
        this.database = database;
        this.offers = offers;
    }

    /** Whether there is anything about offers among the events; costs one look where the site has none. */
    public boolean concerns(int site, List<NewEvent> events) {
        if (!offers.any(site)) {
            return false;
        }
        for (NewEvent event : events) {
            if (event.visitor() != null
                    && (event.name().startsWith("offer_") || event.name().equals("purchase"))) {
                return true;
            }
        }
        return false;
    }

    /** Done when the grants have it. To be told again, with the same events, when it fails. */
    public Future<Void> tell(int site, List<NewEvent> events) {
        Map<Key, Times> told = new HashMap<>();
        Future<Void> done = Future.succeededFuture();
        for (NewEvent event : events) {
            UUID person = event.visitor();
            if (person == null) {
                continue;
            }
            OffsetDateTime at = Instant.ofEpochMilli(event.time()).atOffset(ZoneOffset.UTC);
            if (event.name().equals("purchase")) {
                Optional<String> code = text(event, "coupon");
                if (code.isPresent()) {
                    done = done.compose(before ->
                            database.query(REDEEM, site, person, code.get(), at).mapEmpty());
                }
            } else if (event.name().startsWith("offer_")) {
                text(event, "grant")
                        .flatMap(OfferReports::id)
                        .ifPresent(id ->
                                note(told.computeIfAbsent(new Key(id, person), key -> new Times()), event.name(), at));
            }
        }
        return told.isEmpty() ? done : done.compose(before -> tell(site, told));
    }

    private static void note(Times times, String name, OffsetDateTime at) {
        switch (name) {
            case "offer_shown" -> times.shown = earlier(times.shown, at);
            case "offer_clicked" -> times.clicked = earlier(times.clicked, at);
            case "offer_dismissed" -> times.dismissed = earlier(times.dismissed, at);
            default -> {
                // Another event of the shop's own.
            }
        }
    }

    private static OffsetDateTime earlier(@Nullable OffsetDateTime known, OffsetDateTime at) {
        return known == null || at.isBefore(known) ? at : known;
    }

    private Future<Void> tell(int site, Map<Key, Times> told) {
        List<Map.Entry<Key, Times>> all = new ArrayList<>(told.entrySet());
        int size = all.size();
        var grants = new UUID[size];
        var persons = new UUID[size];
        var shown = new @Nullable OffsetDateTime[size];
        var clicked = new @Nullable OffsetDateTime[size];
        var dismissed = new @Nullable OffsetDateTime[size];
        for (int i = 0; i < size; i++) {
            grants[i] = all.get(i).getKey().grant;
            persons[i] = all.get(i).getKey().person;
            shown[i] = all.get(i).getValue().shown;
            clicked[i] = all.get(i).getValue().clicked;
            dismissed[i] = all.get(i).getValue().dismissed;
        }
        return database.query(TELL, site, grants, persons, shown, clicked, dismissed)
                .mapEmpty();
    }

    private static Optional<String> text(NewEvent event, String key) {
        try {
            return new JsonObject(event.data()).getValue(key) instanceof String text && text.length() <= 100
                    ? Optional.of(text)
                    : Optional.empty();
        } catch (DecodeException e) {
            return Optional.empty();
        }
    }

    private static Optional<UUID> id(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
