package io.warmtag.rule;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import io.warmtag.catalog.Value;
import io.warmtag.event.Answer;
import io.warmtag.rule.Candidate.Pair;
import io.warmtag.rule.Conditions.Question;
import io.warmtag.rule.DecidingStore.AsOf;
import io.warmtag.rule.FiringWriter.Decided;
import io.warmtag.rule.audience.model.Bound;
import io.warmtag.rule.model.Decision;
import io.warmtag.rule.model.Limits.Often;
import io.warmtag.rule.model.PersonPast;
import io.warmtag.site.Site;
import io.warmtag.site.SiteDirectory;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Decides for each occasion that a rule was waiting for whether it fires, and records it: all in one transaction, which holds
 * the rows of those it is about, so that what happens to one person is decided one after the other, on whichever node.
 */
public final class Deciding {
    private final SiteDirectory sites;
    private final Conditions conditions;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    public Deciding(SiteDirectory sites, Conditions conditions) {
        this.sites = sites;
        this.conditions = conditions;
    }

    /** Called when something was recorded that may have to be done; it is committed soon after. */
    public void onFiring(Runnable listener) {
        listeners.add(listener);
    }

    /** @param candidates in the order in which they came in */
    Future<Void> decide(SqlConnection transaction, List<Candidate> candidates) {
        List<Candidate> inTime = candidates.stream()
                .filter(each ->
                        each.rule().rule().limits().allows(each.trigger().at())
                                && sites.find(each.rule().site()).isPresent())
                .toList();
        if (inTime.isEmpty()) {
            return Future.succeededFuture();
        }
        // What is asked about is the person, whichever of his visitors it happened to.
        return acting(transaction, inTime)
                .compose(acting -> DecidingStore.whole(transaction, acting))
                .compose(whole -> meant(transaction, whole))
                .compose(meant -> meant.isEmpty() ? Future.succeededFuture() : new Round(transaction, meant).record());
    }

    /** Those whose rule still acts as it did when it was read into memory. */
    private static Future<List<Candidate>> acting(SqlConnection transaction, List<Candidate> candidates) {
        return DecidingStore.hold(
                        transaction,
                        candidates.stream().map(Candidate::rule).distinct().toList())
                .map(held -> candidates.stream()
                        .filter(each -> held.contains(each.rule()))
                        .toList());
    }

    /** Those whose person the rule's condition holds for. */
    private Future<List<Candidate>> meant(SqlConnection transaction, List<Candidate> candidates) {
        Set<Long> changes = new HashSet<>();
        for (Candidate each : candidates) {
            Value.@Nullable Fields condition = each.rule().rule().condition();
            if (condition != null && Bound.asks(condition)) {
                each.trigger().change().ifPresent(changes::add);
            }
        }
        return DecidingStore.variants(transaction, changes).compose(known -> meant(transaction, candidates, known));
    }

    /** @param variants the ids of the products that candidates are about, by the numbers of their changes */
    private Future<List<Candidate>> meant(
            SqlConnection transaction, List<Candidate> candidates, Map<Long, List<String>> variants) {
        List<Question> questions = new ArrayList<>();
        for (Candidate each : candidates) {
            Value.@Nullable Fields condition = each.rule().rule().condition();
            if (condition != null) {
                List<String> product =
                        each.trigger().change().map(variants::get).orElse(List.of());
                questions.add(new Question(
                        each.rule().site(),
                        each.whole(),
                        product.isEmpty() ? condition : Bound.in(condition, product),
                        each.trigger().at()));
            }
        }
        if (questions.isEmpty()) {
            return Future.succeededFuture(candidates);
        }
        return conditions.test(transaction, questions).map(answers -> {
            List<Candidate> meant = new ArrayList<>();
            int next = 0;
            for (Candidate each : candidates) {
                if (each.rule().rule().condition() == null || answers.get(next++)) {
                    meant.add(each);
                }
            }
            return meant;
        });
    }

    /** What has to be known to decide some candidates, and the deciding. */
    private final class Round {
        private final SqlConnection transaction;
        private final List<Candidate> candidates;
        private final Map<Pair, PersonPast> pasts = new HashMap<>();
        private final Map<UUID, Long> budgets = new HashMap<>();
        private Map<Pair, Short> temperatures = Map.of();
        private Map<AsOf, Answer> answers = Map.of();

        Round(SqlConnection transaction, List<Candidate> candidates) {
            this.transaction = transaction;
            this.candidates = candidates;
        }

        Future<Void> record() {
            return DecidingStore.persons(transaction, candidates)
                    .compose(this::pasts)
                    .compose(known -> DecidingStore.temperatures(transaction, candidates))
                    .compose(this::answers)
                    .compose(known -> budgets())
                    .compose(known -> FiringWriter.record(transaction, decisions()))
                    .onSuccess(fired -> {
                        if (fired > 0) {
                            listeners.forEach(Runnable::run);
                        }
                    })
                    .mapEmpty();
        }

        private Future<Void> pasts(Set<Pair> heldOut) {
            for (Candidate each : candidates) {
                // Whoever tries a rule wants to see what it does.
                boolean out = heldOut.contains(each.wholePair()) && !each.rule().isTest();
                pasts.computeIfAbsent(each.wholePair(), pair -> new PersonPast(out));
            }
            return DecidingStore.remember(transaction, candidates, pasts);
        }

        private Future<Void> answers(Map<Pair, Short> known) {
            temperatures = known;
            Set<AsOf> asked = new HashSet<>();
            for (Candidate each : candidates) {
                String purpose = each.rule().rule().purpose();
                if (purpose != null && !own(each, purpose).decides(asks(each))) {
                    asked.add(asOf(each, purpose));
                }
            }
            return DecidingStore.answers(transaction, asked).map(found -> {
                answers = found;
                return null;
            });
        }

        private static AsOf asOf(Candidate each, String purpose) {
            return new AsOf(
                    each.rule().site(), each.whole(), purpose, each.trigger().at());
        }

        /** What the event says that the rule fires for, if it is one. */
        private static Answer own(Candidate each, String purpose) {
            JsonObject context = each.trigger().context();
            return context == null ? Answer.NOTHING : Answer.of(context, purpose);
        }

        private boolean asks(Candidate each) {
            return site(each).consent() == Site.Consent.ASK;
        }

        private Future<Void> budgets() {
            Future<Void> all = Future.succeededFuture();
            for (StoredRule rule :
                    candidates.stream().map(Candidate::rule).distinct().toList()) {
                if (rule.rule().limits().isShared() && !rule.isTest()) {
                    all = all.compose(before -> left(rule)).map(left -> {
                        budgets.put(key(rule), left);
                        return null;
                    });
                }
            }
            return all;
        }

        /** How often the rule may fire yet. */
        private Future<Long> left(StoredRule rule) {
            Often often = rule.rule().limits().overall();
            Integer budget = rule.rule().limits().budget();
            LocalDate today = today(rule, candidates);
            return DecidingStore.fired(transaction, rule, often == null ? today : today.minusDays(often.days() - 1L))
                    .map(fired -> Math.min(
                            often == null ? Long.MAX_VALUE : often.times() - fired.since(),
                            budget == null ? Long.MAX_VALUE : budget - fired.ever()));
        }

        private LocalDate today(StoredRule rule, List<Candidate> all) {
            return all.stream()
                    .filter(each -> each.rule() == rule)
                    .map(each -> day(each))
                    .max(LocalDate::compareTo)
                    .orElseThrow();
        }

        private static UUID key(StoredRule rule) {
            return new UUID(rule.site(), rule.id());
        }

        private List<Decided> decisions() {
            List<Decided> decided = new ArrayList<>();
            for (Candidate each : candidates) {
                PersonPast past = Objects.requireNonNull(pasts.get(each.wholePair()));
                if (past.knows(each.key())) {
                    continue;
                }
                Long budget = budgets.get(key(each.rule()));
                Decision decision = past.decide(
                        each.rule().rule(), each.trigger().at(), consents(each), budget == null || budget > 0);
                if (decision == Decision.FIRED && budget != null) {
                    budgets.put(key(each.rule()), budget - 1);
                }
                boolean kept = !past.repeats(decision);
                past.remember(each.key(), decision, each.trigger().at());
                decided.add(new Decided(each, decision, temperature(each), day(each), kept));
            }
            return decided;
        }

        private boolean consents(Candidate each) {
            String purpose = each.rule().rule().purpose();
            if (purpose == null) {
                return true;
            }
            Answer own = own(each, purpose);
            Answer answer = own.decides(asks(each)) ? own : answers.getOrDefault(asOf(each, purpose), own);
            return answer.grants(asks(each));
        }

        private @Nullable Short temperature(Candidate each) {
            return Optional.ofNullable(each.trigger().temperature())
                    .map(known -> (short) known.ordinal())
                    .orElse(temperatures.get(each.wholePair()));
        }

        private LocalDate day(Candidate each) {
            return LocalDate.ofInstant(each.trigger().at(), site(each).timeZone());
        }

        private Site site(Candidate each) {
            return sites.find(each.rule().site()).orElseThrow();
        }
    }
}
