package io.warmtag.destination;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.warmtag.destination.PeopleList.Counted;
import io.warmtag.destination.PeopleList.Part;
import io.warmtag.secret.Seal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Says everybody who is on a list, in as many requests as it takes, with one session. Whatever goes wrong, the row is tried
 * again as a whole and with another session: a part that is missing would take people off the list.
 */
final class ListSaying {
    private static final int JSON_BITS = 53;

    private final Sending sending;
    private final PeopleList list;
    private final ListStore lists;
    private final Seal seal;
    private final List<JsonArray> waiting = new ArrayList<>();
    private UUID after = PeopleList.EVERYBODY;
    private boolean read;
    private int parts;
    private long received;
    private long invalid;

    /** @param begun by the database's clock */
    private record Session(Claimed row, String name, long id, Instant begun, long total) {}

    ListSaying(Sending sending, PeopleList list, ListStore lists, Seal seal) {
        this.sending = sending;
        this.list = list;
        this.lists = lists;
        this.seal = seal;
    }

    /** Whether a row stands for everybody. */
    static boolean isFor(Claimed row) {
        String name = row.event().name();
        return name.equals(PeopleList.FILL) || name.equals(PeopleList.REPLACE);
    }

    Future<Void> run(Claimed row) {
        if (sending.config().text(PeopleList.ID).isEmpty()) {
            return sending.settle(List.of(Fate.waiting(row, 1_000, Reason.of("list_missing"))));
        }
        boolean replaces = row.event().name().equals(PeopleList.REPLACE) && list.replaces(sending.config());
        return lists.now()
                .compose(begun -> lists.size(sending.target())
                        .map(size -> new Session(
                                row, replaces ? PeopleList.REPLACE : PeopleList.FILL, id(row), begun, size)))
                .compose(this::next);
    }

    /** Of this attempt alone, and one that any JSON reader reads exactly. */
    private static long id(Claimed row) {
        String key = row.event().id() + ":" + row.attempts();
        return UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)).getMostSignificantBits()
                >>> 64 - JSON_BITS + 1;
    }

    private Future<Void> next(Session session) {
        int batch = list.defaults().batch();
        return gather(batch).compose(filled -> {
            if (waiting.isEmpty()) {
                return nobody(session);
            }
            boolean last = waiting.size() <= batch;
            List<JsonArray> entries = List.copyOf(waiting.subList(0, Math.min(batch, waiting.size())));
            waiting.subList(0, entries.size()).clear();
            parts++;
            var part = new Part(session.id, parts, last, Math.max(session.total, entries.size()));
            Request request;
            try {
                request = list.part(sending.config(), session.name, part, entries);
            } catch (RuntimeException e) {
                return sending.settle(List.of(Fate.dead(session.row, sending.fault(e))));
            }
            return sending.part(request, session.row, last, reply -> taken(session, reply, last))
                    .compose(good -> good && !last ? next(session) : Future.succeededFuture());
        });
    }

    /** Reads until there is more than fits into a request, so that the last one is known to be the last. */
    private Future<Void> gather(int batch) {
        if (read || waiting.size() > batch) {
            return Future.succeededFuture();
        }
        return lists.wanted(sending.target(), after, batch)
                .compose(persons -> {
                    read = persons.size() < batch;
                    if (persons.isEmpty()) {
                        return Future.succeededFuture();
                    }
                    after = persons.get(persons.size() - 1);
                    return entries(persons);
                })
                .compose(more -> gather(batch));
    }

    private Future<Void> entries(List<UUID> persons) {
        return sending.tools()
                .preparing()
                .known(sending.target(), persons, seal)
                .compose(known -> {
                    var preparation =
                            new ListPreparation(sending.target(), list, sending.config(), known, sending.now());
                    Map<UUID, JsonArray> entries = new LinkedHashMap<>();
                    persons.forEach(person -> preparation.entry(person).ifPresent(entry -> entries.put(person, entry)));
                    waiting.addAll(entries.values());
                    return lists.telling(sending.target(), entries, known.listed(), seal);
                });
    }

    private Future<Void> taken(Session session, Reply reply, boolean last) {
        Counted counted = list.counted(reply);
        received += counted.received();
        invalid += counted.invalid();
        return last
                ? lists.full(
                        sending.target(),
                        session.begun,
                        session.name.equals(PeopleList.REPLACE),
                        new Counted(received, invalid))
                : Future.succeededFuture();
    }

    /** A list of nobody can't be said: whoever is still there is taken away one by one. */
    private Future<Void> nobody(Session session) {
        return lists.full(sending.target(), session.begun, false, new Counted(0, 0))
                .compose(done -> sending.settle(List.of(Fate.withheld(session.row, Reason.of("list_nobody")))));
    }
}
