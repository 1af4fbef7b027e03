package io.warmtag.destination;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import io.warmtag.event.Event;
import io.warmtag.event.NewEvent;
import io.warmtag.occasion.Occasion;
import io.warmtag.occasion.OccasionConsumer;
import io.warmtag.site.Site;
import io.warmtag.site.SiteDirectory;
import io.warmtag.visitor.model.Temperature;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Puts events and changes of the temperature into the outbox of every destination whose mapping names them, in the
 * transaction that forgets the occasion. A change goes by the name TempHot, TempWarm or TempCold, which nobody hears who has
 * bought: no list of cold people outside ever holds him.
 */
public final class Forwarding implements OccasionConsumer {
    private final Targets targets;
    private final SiteDirectory sites;
    private final Outbox outbox;
    // Asked for each event that comes in.
    private volatile Names names = new Names(List.of(), new ConcurrentHashMap<>());

    /** What the destinations of each site want to hear of, as long as they are these very ones. */
    private record Names(List<Target> of, Map<Integer, Set<String>> bySite) {}

    /** An event or a change as it may leave; {@code key} is its cause's. */
    private record Cause(String key, UUID person, Outgoing event) {}

    /** The number of a change, and what is asked about whom it is of. */
    private record Asked(long number, String purpose) {}

    /**
     * @param answer the context of the event that says what somebody answers
     * @param lapsed he is cold, and has bought
     */
    private record Known(JsonObject answer, boolean lapsed) {
        static final Known NOTHING = new Known(new JsonObject(), false);
    }

    public Forwarding(Targets targets, SiteDirectory sites, Outbox outbox) {
        this.targets = targets;
        this.sites = sites;
        this.outbox = outbox;
    }

    /** Which events somebody wants; {@value Mapping#ANY} stands for all. The signature of {@code occasion.Wanted.Source}. */
    public Set<String> names(int site) {
        List<Target> all = targets.all();
        Names known = names;
        if (known.of != all) {
            known = new Names(all, new ConcurrentHashMap<>());
            names = known;
        }
        return known.bySite.computeIfAbsent(site, this::readNames);
    }

    private Set<String> readNames(int site) {
        Set<String> names = new TreeSet<>();
        forwardingTo(site)
                .forEach(target -> target.settings().mapping().lines().forEach(line -> names.add(line.event())));
        return Set.copyOf(names);
    }

    /** Whether changes of the temperature are wanted. */
    public boolean transitions(int site) {
        return forwardingTo(site).stream()
                .flatMap(target -> target.settings().mapping().lines().stream())
                .anyMatch(
                        line -> line.event().equals(Mapping.ANY) || line.event().matches("Temp(Hot|Warm|Cold)"));
    }

    /** Those that somebody has paused take nothing new; for one that was stopped everything waits. */
    private List<Target> forwardingTo(int site) {
        return targets.all().stream()
                .filter(target -> target.site() == site && target.state() != Target.State.PAUSED)
                .toList();
    }

    @Override
    public Future<Void> take(SqlConnection transaction, List<Occasion> all) {
        List<Occasion> occasions = all.stream()
                .filter(each -> !(each instanceof Occasion.Happened happened && staysHere(happened)))
                .toList();
        return answers(transaction, occasions).compose(answers -> {
            var outbound = new ArrayList<Outbound>();
            var withheld = new HashMap<Target, Long>();
            for (Occasion occasion : occasions) {
                for (Target target : hearing(occasion)) {
                    var asked = new Asked(occasion.number(), target.settings().purpose());
                    Known known = answers.getOrDefault(asked, Known.NOTHING);
                    if (known.lapsed) {
                        continue;
                    }
                    Cause cause = cause(occasion, known.answer);
                    if (leaves(target, cause)) {
                        outbound.add(
                                new Outbound(target.site(), target.id(), cause.key, cause.person, null, cause.event));
                    } else {
                        withheld.merge(target, 1L, Long::sum);
                    }
                }
            }
            return outbox.add(transaction, outbound).compose(added -> count(transaction, withheld));
        });
    }

    private static boolean staysHere(Occasion.Happened happened) {
        return happened.isImported() || happened.event().name().equals(NewEvent.CONSENT_WITHDRAWN);
    }

    /** Those that want to hear of something. */
    private List<Target> hearing(Occasion occasion) {
        String name = occasion instanceof Occasion.Happened happened
                ? happened.event().name()
                : name(((Occasion.Changed) occasion).to());
        return forwardingTo(occasion.site()).stream()
                .filter(target -> target.settings().mapping().line(name).isPresent())
                .toList();
    }

    private boolean leaves(Target target, Cause cause) {
        boolean asked = sites.find(target.site())
                .map(site -> site.consent() == Site.Consent.ASK)
                .orElse(true);
        return Consent.isGranted(cause.event.context(), target.settings().purpose(), asked)
                && target.settings().mapping().lets(cause.event);
    }

    private static Future<Void> count(SqlConnection transaction, Map<Target, Long> withheld) {
        Future<Void> done = Future.succeededFuture();
        for (var entry : withheld.entrySet()) {
            Target target = entry.getKey();
            done = done.compose(
                    before -> OutboxStore.countWithheld(transaction, target.site(), target.id(), entry.getValue()));
        }
        return done;
    }

    /** What those who have changed answer. */
    private Future<Map<Asked, Known>> answers(SqlConnection transaction, List<Occasion> occasions) {
        var numbers = new ArrayList<Long>();
        var sites = new ArrayList<Integer>();
        var persons = new ArrayList<UUID>();
        var purposes = new ArrayList<String>();
        var cold = new ArrayList<Boolean>();
        for (Occasion occasion : occasions) {
            if (occasion instanceof Occasion.Changed changed) {
                hearing(changed).stream()
                        .map(target -> target.settings().purpose())
                        .distinct()
                        .forEach(purpose -> {
                            numbers.add(changed.number());
                            sites.add(changed.site());
                            persons.add(changed.person());
                            purposes.add(purpose);
                            cold.add(changed.to() == Temperature.COLD);
                        });
            }
        }
        if (numbers.isEmpty()) {
            return Future.succeededFuture(Map.of());
        }
        return transaction
                .preparedQuery("""
                        select number, purpose, context, cold and has_bought(o.site, o.person)
                        from unnest($1::bigint[], $2::int[], $3::uuid[], $4::text[], $5::boolean[])
                             o (number, site, person, purpose, cold)
                        cross join lateral consent_of(o.site, o.person, o.purpose, 'infinity')
                        """)
                .execute(Tuple.of(
                        numbers.toArray(Long[]::new),
                        sites.toArray(Integer[]::new),
                        persons.toArray(UUID[]::new),
                        purposes.toArray(String[]::new),
                        cold.toArray(Boolean[]::new)))
                .map(rows -> {
                    Map<Asked, Known> answers = new HashMap<>();
                    rows.forEach(row -> answers.put(
                            new Asked(row.getLong(0), row.getString(1)),
                            new Known(new JsonObject(row.getString(2)), row.getBoolean(3))));
                    return answers;
                });
    }

    /** @param answer the context of the event that says what a person answers, whose temperature has changed */
    private static Cause cause(Occasion occasion, JsonObject answer) {
        if (occasion instanceof Occasion.Happened happened) {
            Event event = happened.event();
            return new Cause(
                    "e:" + event.id(),
                    // Whose device it was: what networks find people by is each device's own.
                    happened.event().visitor() == null
                            ? happened.person()
                            : happened.event().visitor(),
                    new Outgoing(event.id(), event.name(), event.time(), event.data(), event.context()));
        }
        var changed = (Occasion.Changed) occasion;
        String key = "t:" + changed.person() + ":" + changed.transition();
        UUID id = UUID.nameUUIDFromBytes((changed.site() + ":" + key).getBytes(StandardCharsets.UTF_8));
        var data = new JsonObject().put("temperature", word(changed.to())).put("from", word(changed.from()));
        return new Cause(key, changed.person(), new Outgoing(id, name(changed.to()), changed.at(), data, answer));
    }

    static String word(Temperature temperature) {
        return temperature.name().toLowerCase(java.util.Locale.ROOT);
    }

    static String name(Temperature temperature) {
        return switch (temperature) {
            case HOT -> "TempHot";
            case WARM -> "TempWarm";
            case COLD -> "TempCold";
        };
    }
}
