package io.warmtag.people;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.warmtag.db.Database;
import io.warmtag.db.Keyset;
import io.warmtag.db.Page;
import io.warmtag.people.contact.ContactField;
import io.warmtag.site.Site;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Everybody who can be reached, person by person, with what he has agreed to. */
public final class ContactList {
    private static final List<ContactField> REACHING = List.of(ContactField.EMAIL, ContactField.PHONE);

    // What was said last through any of his visitors; far back nobody looks.
    private static final String SAID = """
            select asked, context from unnest($2::uuid[]) asked
            cross join lateral (
                select context from visitors_of($1, asked) his (visitor)
                cross join lateral (select id, context from event where site_id = $1 and event.visitor = his.visitor
                                    order by id desc limit 50) recent
                where position('"consent":{' in context) > 0 order by id desc limit 1) newest""";

    private final Database database;
    private final Contacts contacts;

    /**
     * Somebody who can be reached.
     *
     * @param known addresses and numbers, last seen first
     * @param consent what he said last, by purpose
     */
    public record Reachable(UUID person, List<KnownContact> known, Map<String, String> consent) {
        private static final String PURPOSE = "ad_user_data";

        /** What was heard last of a kind. */
        public Optional<KnownContact> newest(ContactField field) {
            return known.stream().filter(one -> one.value().field() == field).findFirst();
        }

        public Instant firstSeen() {
            return known.stream()
                    .map(KnownContact::firstSeen)
                    .min(Comparator.naturalOrder())
                    .orElseThrow();
        }

        public Instant lastSeen() {
            return known.get(0).lastSeen();
        }

        /** Whether what is known of him may be used to reach him. */
        public boolean agrees(Site site) {
            String said = consent.get(PURPOSE);
            return said == null ? site.consent() == Site.Consent.NONE : said.equals("granted");
        }
    }

    public ContactList(Database database, Contacts contacts) {
        this.database = database;
        this.contacts = contacts;
    }

    /**
     * A part of them, by id; it may have fewer than the limit, and more may follow all the same.
     *
     * @param agreeing leaves out who hasn't agreed, or does no more
     */
    public Future<Page<Reachable>> page(Site site, boolean agreeing, Keyset after, int limit) {
        UUID last = after.equals(Keyset.NEWEST) ? new UUID(0, 0) : after.id();
        return database.query("""
                        select distinct visitor from identity
                        where site_id = $1 and visitor > $2 and kind in (1, 2) order by visitor limit $3""", site.id(), last, limit).compose(rows -> {
            List<UUID> visitors = new ArrayList<>();
            rows.forEach(row -> visitors.add(row.getUUID(0)));
            Optional<Keyset> next =
                    visitors.size() < limit ? Optional.empty() : Optional.of(Keyset.of(visitors.get(limit - 1)));
            return visitors.isEmpty()
                    ? Future.succeededFuture(new Page<>(List.of(), next))
                    : reachable(site, visitors)
                            .map(all -> new Page<>(
                                    all.stream()
                                            .filter(one -> !agreeing || one.agrees(site))
                                            .toList(),
                                    next));
        });
    }

    private Future<List<Reachable>> reachable(Site site, List<UUID> visitors) {
        Future<Map<UUID, List<KnownContact>>> known = contacts.of(site.id(), visitors);
        Future<Map<UUID, Map<String, String>>> said = said(site, visitors);
        return Future.all(known, said).map(both -> {
            List<Reachable> all = new ArrayList<>();
            for (UUID visitor : visitors) {
                List<KnownContact> reaching = known.result().getOrDefault(visitor, List.of()).stream()
                        .filter(one -> REACHING.contains(one.value().field()))
                        .toList();
                // One row a person: at the first of his visitors of whom something was heard.
                boolean first = reaching.stream()
                        .map(KnownContact::visitor)
                        .min(Comparator.naturalOrder())
                        .filter(visitor::equals)
                        .isPresent();
                if (first) {
                    all.add(new Reachable(visitor, reaching, said.result().getOrDefault(visitor, Map.of())));
                }
            }
            return all;
        });
    }

    private Future<Map<UUID, Map<String, String>>> said(Site site, List<UUID> visitors) {
        return database.query(SAID, site.id(), visitors.toArray(UUID[]::new)).map(rows -> {
            Map<UUID, Map<String, String>> said = new HashMap<>();
            rows.forEach(row -> {
                JsonObject consent = new JsonObject(row.getString(1)).getJsonObject("consent", new JsonObject());
                Map<String, String> states = new HashMap<>();
                consent.forEach(state -> states.put(state.getKey(), String.valueOf(state.getValue())));
                said.put(row.getUUID(0), states);
            });
            return said;
        });
    }
}
