package io.warmtag.destination;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.warmtag.destination.ListPreparation.Known;
import io.warmtag.destination.ListPreparation.Listed;
import io.warmtag.destination.Preparation.Prepared;
import io.warmtag.secret.Seal;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes of rows what may leave, by what is known of their persons at that moment. */
final class Preparing {
    private static final Logger LOG = LoggerFactory.getLogger(Preparing.class);

    private final FactsStore facts;
    private final ListStore lists;

    Preparing(FactsStore facts, ListStore lists) {
        this.facts = facts;
        this.lists = lists;
    }

    /** One for each row, in their order. */
    Future<List<Prepared>> of(
            Target target, Destination kind, Config config, List<Claimed> rows, Seal seal, Instant now) {
        if (kind instanceof PeopleList list) {
            List<UUID> persons = rows.stream().map(Claimed::person).distinct().toList();
            List<UUID> coming = rows.stream()
                    .filter(row -> row.event().name().equals(PeopleList.ADD))
                    .map(Claimed::person)
                    .toList();
            Future<Map<UUID, Long>> leaving = lists.leaving(target, coming);
            return leaving.compose(none -> known(target, persons, seal)).compose(all -> {
                var known = new Known(all.facts(), all.listed(), all.worth(), leaving.result());
                var preparation = new ListPreparation(target, list, config, known, now);
                List<Prepared> prepared = each(rows, preparation::of);
                return lists.telling(target, coming(prepared), known.listed(), seal)
                        .map(prepared);
            });
        }
        return facts.load(target, rows, kind, seal).map(known -> {
            var preparation = new Preparation(target, kind, config, known, now);
            return each(rows, preparation::of);
        });
    }

    private static List<Prepared> each(List<Claimed> rows, Function<Claimed, Prepared> preparation) {
        return rows.stream()
                .map(row -> {
                    try {
                        return preparation.apply(row);
                    } catch (RuntimeException e) {
                        LOG.warn("delivery {} can't be prepared", row.key(), e);
                        return new Prepared(Optional.empty(), Optional.of(Fate.dead(row, Reason.fault(e))));
                    }
                })
                .toList();
    }

    private static Map<UUID, JsonArray> coming(List<Prepared> prepared) {
        var coming = new HashMap<UUID, JsonArray>();
        prepared.stream()
                .flatMap(each -> each.item().stream())
                .filter(item -> item.name().equals(PeopleList.ADD))
                .forEach(item -> coming.put(
                        item.person(), item.data().getJsonArray("keys").getJsonArray(0)));
        return coming;
    }

    /** What has to be known of persons to say whether a list outside may have them. */
    Future<Known> known(Target target, Collection<UUID> persons, Seal seal) {
        var contacts =
                facts.loadContacts(target.site(), persons, target.settings().purpose());
        Future<Map<UUID, Listed>> listed = lists.listed(target, persons, seal);
        Future<Map<UUID, Double>> worth = lists.worth(target.site(), persons);
        return Future.all(contacts, listed, worth)
                .map(all -> new Known(contacts.result(), listed.result(), worth.result(), Map.of()));
    }

    /** Notes what an answer taught, before the rows are settled: who dies in between does both again. */
    Future<Void> settled(Target target, Destination kind, List<Item> delivered, Reply reply) {
        if (!(kind instanceof PeopleList list) || delivered.isEmpty()) {
            return Future.succeededFuture();
        }
        return switch (delivered.get(0).name()) {
            case PeopleList.CREATE ->
                list.made(reply).map(id -> lists.made(target, id)).orElseGet(Future::succeededFuture);
            case PeopleList.REMOVE ->
                lists.gone(target, delivered.stream().map(Item::person).toList());
            default -> Future.succeededFuture();
        };
    }
}
