package io.warmtag.rule;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.warmtag.audit.AuditStore;
import io.warmtag.catalog.Problem;
import io.warmtag.db.Database;
import io.warmtag.db.News;
import io.warmtag.rule.audience.model.Bound;
import io.warmtag.rule.audience.model.Condition;
import io.warmtag.rule.audience.model.ConditionJson;
import io.warmtag.visitor.ModelSettingsStore;
import io.warmtag.visitor.model.SettingsHistory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** Makes, changes and deletes audiences: names are unique, nothing refers to what isn't there, and never in a circle. */
public final class AudienceEditor {
    private final Database database;
    private final AudienceStore store;
    private final AudienceDirectory directory;
    private final ModelSettingsStore models;
    private final AuditStore audit;
    private final List<Uses> uses = new CopyOnWriteArrayList<>();

    /** Something else that refers to an audience: its kind and id as in the console's addresses ({@code rules/7}), and its name. */
    public record Use(String path, String name) {}

    /** Knows who else refers to audiences. */
    public interface Uses {
        Future<List<Use>> of(int site, int audience);
    }

    /** What came of it. */
    public sealed interface Outcome {
        record Done(int id) implements Outcome {}

        record Refused(List<Problem> problems) implements Outcome {}

        record Missing() implements Outcome {}
    }

    public AudienceEditor(
            Database database, AudienceStore store, AudienceDirectory directory, ModelSettingsStore models) {
        this.database = database;
        this.store = store;
        this.directory = directory;
        this.models = models;
        this.audit = new AuditStore(database);
    }

    /** Tells of others who refer to audiences. */
    public void add(Uses others) {
        uses.add(others);
    }

    public Future<Outcome> create(int site, AudienceDraft draft, String author) {
        return change(
                site,
                "audience.create",
                author,
                draft.name(),
                transaction -> store.of(transaction, site).compose(all -> {
                    List<Problem> problems = problems(all, Optional.empty(), draft);
                    return !problems.isEmpty()
                            ? Future.succeededFuture(new Outcome.Refused(problems))
                            : store.insert(transaction, site, draft, settings(site), author)
                                    .map(Outcome.Done::new);
                }));
    }

    public Future<Outcome> update(int site, int id, AudienceDraft draft, String author) {
        return change(
                site,
                "audience.update",
                author,
                draft.name(),
                transaction -> store.of(transaction, site).compose(all -> {
                    Optional<Audience> known = find(all, id);
                    List<Problem> problems = problems(all, known, draft);
                    if (known.isEmpty() || !problems.isEmpty()) {
                        return Future.succeededFuture(
                                known.isEmpty() ? new Outcome.Missing() : new Outcome.Refused(problems));
                    }
                    boolean same = known.get().condition().equals(draft.condition());
                    return store.update(transaction, site, id, draft, author)
                            .compose(saved -> same
                                    ? Future.<Void>succeededFuture()
                                    : AudienceStore.refill(transaction, site, touchedBy(all, id), settings(site)))
                            .map(done -> new Outcome.Done(id));
                }));
    }

    public Future<Outcome> delete(int site, int id, String author) {
        return usesOf(site, id)
                .compose(elsewhere -> change(
                        site,
                        "audience.delete",
                        author,
                        nameOf(site, id),
                        transaction -> store.of(transaction, site).compose(all -> {
                            List<String> users = new ArrayList<>(
                                    elsewhere.stream().map(Use::name).toList());
                            if (find(all, id).isEmpty()) {
                                return Future.succeededFuture(new Outcome.Missing());
                            }
                            return users.isEmpty()
                                    ? AudienceStore.delete(transaction, site, id)
                                            .map(done -> new Outcome.Done(id))
                                    : Future.succeededFuture(new Outcome.Refused(List.of(Problem.of(
                                            "",
                                            "problem.audience.used",
                                            "count",
                                            users.size(),
                                            "where",
                                            String.join(", ", users)))));
                        })));
    }

    /** Who refers to it: other audiences and whatever else was given. */
    public Future<List<Use>> usesOf(int site, int id) {
        List<Use> audiences = directory.of(site).stream()
                .filter(audience -> refersTo(audience.condition()).contains(id))
                .map(audience -> new Use("audiences/" + audience.id(), audience.name()))
                .toList();
        Future<List<Use>> all = Future.succeededFuture(audiences);
        for (Uses other : uses) {
            all = all.compose(before -> other.of(site, id).map(more -> {
                var both = new ArrayList<>(before);
                both.addAll(more);
                return both;
            }));
        }
        return all;
    }

    private interface Work {
        Future<? extends Outcome> in(SqlConnection transaction);
    }

    private Future<Outcome> change(int site, String action, String author, String name, Work work) {
        return database.inTransaction(transaction -> AudienceLock.exclusive(transaction, site)
                        .compose(locked -> work.in(transaction))
                        .compose(outcome -> outcome instanceof Outcome.Done
                                ? News.tell(transaction, AudienceDirectory.TOPIC)
                                        .<Outcome>map(told -> outcome)
                                : Future.<Outcome>succeededFuture(outcome)))
                .compose(outcome -> outcome instanceof Outcome.Done
                        ? audit.add(author, action, site, name)
                                .compose(noted -> directory.changed())
                                .map(read -> outcome)
                        : Future.succeededFuture(outcome));
    }

    private static List<Problem> problems(List<Audience> all, Optional<Audience> known, AudienceDraft draft) {
        var problems = new ArrayList<Problem>();
        boolean taken =
                all.stream().anyMatch(other -> other.name().equalsIgnoreCase(draft.name()) && !isSame(other, known));
        if (taken) {
            problems.add(Problem.of("name", "problem.name.taken", "name", draft.name()));
        }
        if (known.isEmpty() && all.size() >= Audience.MOST) {
            problems.add(Problem.of("", "problem.audience.full", "most", Audience.MOST));
        }
        problems.addAll(problems(all, draft.condition()));
        known.map(self -> touchedBy(all, self.id()))
                .flatMap(users -> refersTo(draft.condition()).stream()
                        .filter(users::contains)
                        .findFirst())
                .flatMap(id -> find(all, id))
                .ifPresent(other -> problems.add(Problem.of(
                        "condition",
                        "problem.audience.circle",
                        "way",
                        draft.name() + " → " + other.name() + " → " + draft.name())));
        return problems;
    }

    /** What is wrong with a condition in this site, as far as it can't be read from the condition itself. */
    public List<Problem> problems(int site, Condition condition) {
        return problems(List.copyOf(directory.of(site)), condition);
    }

    private static List<Problem> problems(List<Audience> all, Condition condition) {
        var problems = new ArrayList<Problem>();
        if (Bound.asks(ConditionJson.write(condition))) {
            problems.add(Problem.of("condition", "problem.condition.product"));
        }
        for (int id : refersTo(condition)) {
            if (find(all, id).isEmpty()) {
                problems.add(Problem.of("condition", "problem.audience.missing", "id", id));
            }
        }
        return problems;
    }

    private static boolean isSame(Audience other, Optional<Audience> known) {
        return known.isPresent() && known.get().id() == other.id();
    }

    private static Optional<Audience> find(List<Audience> all, int id) {
        return all.stream().filter(audience -> audience.id() == id).findFirst();
    }

    private String nameOf(int site, int id) {
        return directory.find(site, id).map(Audience::name).orElse("");
    }

    /** Itself and all that refer to it, also by way of others. */
    static Set<Integer> touchedBy(List<Audience> all, int id) {
        Map<Integer, Set<Integer>> refers = all.stream()
                .collect(Collectors.toMap(
                        Audience::id, each -> refersTo(each.condition()), (one, same) -> one, TreeMap::new));
        Set<Integer> touched = new TreeSet<>(Set.of(id));
        boolean grew = true;
        while (grew) {
            Set<Integer> before = new HashSet<>(touched);
            grew = refers.entrySet().stream()
                            .filter(entry -> entry.getValue().stream().anyMatch(before::contains))
                            .filter(entry -> touched.add(entry.getKey()))
                            .count()
                    > 0;
        }
        return touched;
    }

    /** The audiences that a condition refers to itself. */
    static Set<Integer> refersTo(Condition condition) {
        Set<Integer> ids = new TreeSet<>();
        if (condition instanceof Condition.Member member) {
            ids.add(member.audience());
        } else if (condition instanceof Condition.Group group) {
            group.of().forEach(part -> ids.addAll(refersTo(part)));
        }
        return ids;
    }

    private int settings(int site) {
        return newest(models.history(site));
    }

    static int newest(SettingsHistory history) {
        return history.inOrder().get(history.inOrder().size() - 1).settings().version();
    }
}
