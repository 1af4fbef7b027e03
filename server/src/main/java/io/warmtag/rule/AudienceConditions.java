package io.warmtag.rule;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.warmtag.catalog.Problem;
import io.warmtag.catalog.Value;
import io.warmtag.rule.audience.model.Condition;
import io.warmtag.rule.audience.model.ConditionReader;
import io.warmtag.rule.audience.model.Course;
import io.warmtag.rule.audience.model.Evaluator;
import io.warmtag.rule.audience.model.Life;
import io.warmtag.rule.audience.model.Needs;
import io.warmtag.rule.model.Rule;
import io.warmtag.rule.model.When;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/** Tests the conditions of rules with what tests audiences: one query for all the persons of a site. */
public final class AudienceConditions implements Conditions {
    private final AudienceDirectory directory;
    private final AudienceNeeds needs;
    private final FactsStore facts;

    /** A question with its condition read, and its place among the answers. */
    private record Asked(int place, UUID person, Condition condition, long at) {}

    public AudienceConditions(AudienceDirectory directory, AudienceNeeds needs, FactsStore facts) {
        this.directory = directory;
        this.needs = needs;
        this.facts = facts;
    }

    /** What is wrong with a condition of a rule of a site; {@code place} is the path of its field. */
    public List<Problem> problems(int site, Value.Fields condition, String place) {
        List<Problem> problems = new ArrayList<>();
        ConditionReader.read(condition, place, problems)
                .ifPresent(read -> AudienceEditor.refersTo(read).stream()
                        .filter(id -> directory.find(site, id).isEmpty())
                        .forEach(id -> problems.add(Problem.of(place, "problem.audience.missing", "id", id))));
        return problems;
    }

    /** The audiences that a rule refers to, in what makes it fire or in its condition. */
    public static Set<Integer> audiencesOf(Rule rule) {
        Set<Integer> ids = new TreeSet<>();
        if (rule.when() instanceof When.Moves moves) {
            ids.add(moves.audience());
        } else if (rule.when() instanceof When.Once once) {
            ids.add(once.audience());
        }
        if (rule.condition() != null) {
            ConditionReader.read(rule.condition(), "if", new ArrayList<>())
                    .ifPresent(condition -> ids.addAll(AudienceEditor.refersTo(condition)));
        }
        return ids;
    }

    @Override
    public Future<List<Boolean>> test(SqlConnection transaction, List<Question> questions) {
        Map<Integer, List<Asked>> bySite = new TreeMap<>();
        // Each rule asks the same of many.
        Map<Value.Fields, Condition> read = new IdentityHashMap<>();
        for (int i = 0; i < questions.size(); i++) {
            Question question = questions.get(i);
            var asked = new Asked(
                    i,
                    question.person(),
                    read.computeIfAbsent(question.condition(), AudienceConditions::read),
                    question.at().toEpochMilli());
            bySite.computeIfAbsent(question.site(), site -> new ArrayList<>()).add(asked);
        }
        var answers = new Boolean[questions.size()];
        Future<Void> all = Future.succeededFuture();
        for (var each : bySite.entrySet()) {
            all = all.compose(before -> answer(transaction, each.getKey(), each.getValue(), answers));
        }
        return all.map(done -> Arrays.asList(answers));
    }

    private Future<Void> answer(SqlConnection transaction, int site, List<Asked> asked, Boolean[] answers) {
        Map<UUID, List<Asked>> byPerson = new HashMap<>();
        Set<Condition> conditions = new HashSet<>();
        long until = Long.MIN_VALUE;
        for (Asked one : asked) {
            byPerson.computeIfAbsent(one.person, person -> new ArrayList<>()).add(one);
            conditions.add(one.condition);
            until = Math.max(until, one.at);
        }
        Needs looks = needs.of(site, conditions);
        Evaluator evaluator = directory.evaluator(site);
        return facts.lives(transaction, site, byPerson.keySet(), Instant.ofEpochMilli(until), looks)
                .map(lives -> {
                    byPerson.forEach((person, of) -> {
                        Life life = Objects.requireNonNull(lives.get(person));
                        of.forEach(one -> answers[one.place] = Course.at(one.at, evaluator, one.condition, life)
                                .in());
                    });
                    return null;
                });
    }

    private static Condition read(Value.Fields condition) {
        List<Problem> problems = new ArrayList<>();
        return ConditionReader.read(condition, "condition", problems)
                .orElseThrow(() -> new IllegalStateException("a stored condition can't be read: " + problems));
    }
}
