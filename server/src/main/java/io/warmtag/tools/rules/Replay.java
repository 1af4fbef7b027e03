package io.warmtag.tools.rules;

import io.warmtag.config.DatabaseAddress;
import io.warmtag.tools.rules.Books.Fired;
import io.warmtag.tools.rules.Books.Person;
import io.warmtag.tools.rules.Duty.Occasion;
import io.warmtag.tools.rules.Duty.Verdict;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Says for every person what each rule of a site must have done, from what is stored of him and from what the rules say, and
 * compares that with what they did. Shares no code with the server's rules and audiences.
 */
public final class Replay {
    private static final int MOST_EXAMPLES = 20;

    private final Books books;
    private final List<Definition> rules;
    private final Duty duty;
    private final long until;
    private final List<String> examples = new ArrayList<>();
    private final Map<Integer, Integer> fired = new TreeMap<>();
    private final Map<Integer, Integer> due = new TreeMap<>();
    private int persons;
    private int expected;
    private int missing;
    private int tooMany;
    private int otherTime;
    private int uncertain;

    private Replay(Books books, long until) throws SQLException {
        this.books = books;
        this.rules = books.rules();
        this.duty = new Duty(books.audiences(), books.asksConsent(), until);
        this.until = until;
    }

    /**
     * What the comparison came to.
     *
     * @param expected occasions for which a rule must have fired or held somebody out
     * @param missing of these, for which none did
     * @param tooMany firings for which there is no reason
     * @param otherTime firings that were decided as of another instant than that of their occasion
     * @param twice actions that left more than once for one firing
     * @param undone firings whose actions are not all there
     * @param uncertain pairs of rule and person that depend on the moment somebody looked, and were left out
     * @param examples of what is wrong
     */
    public record Result(
            int persons,
            int expected,
            int missing,
            int tooMany,
            int otherTime,
            int twice,
            int undone,
            int uncertain,
            List<String> examples) {
        public boolean isRight() {
            return wrong() == 0 && expected > 0;
        }

        public int wrong() {
            return missing + tooMany + otherTime + twice + undone;
        }
    }

    /**
     * Blocks; for a million events about a minute.
     *
     * @param site the public id
     * @param until ms; later occasions are not compared
     */
    public static Result run(DatabaseAddress address, String site, long until) throws SQLException {
        try (var books = new Books(address, site)) {
            return new Replay(books, until).compare();
        }
    }

    private Result compare() throws SQLException {
        Person person = books.next();
        while (person != null) {
            persons++;
            compare(person);
            person = books.next();
        }
        tooMany += (int) books.firingsForNobody();
        for (Definition rule : rules) {
            compareBudget(rule);
        }
        var effects = new Effects(books, rules, examples);
        return new Result(
                persons,
                expected,
                missing,
                tooMany,
                otherTime,
                effects.twice(),
                effects.undone(),
                uncertain,
                List.copyOf(examples));
    }

    private void compare(Person person) {
        Map<Integer, List<Fired>> done = person.firings().stream()
                .filter(each -> each.decision() < 2)
                .collect(Collectors.groupingBy(Fired::rule));
        for (Definition rule : rules) {
            List<Fired> of = done.getOrDefault(rule.id(), List.of());
            Verdict verdict = duty.of(rule, person.story());
            boolean heldOut = person.heldOut().contains(rule.id());
            if (!verdict.isCertain()) {
                uncertain++;
            } else if (rule.budget() > 0) {
                // Which of them get it depends on who is decided first; how many do, doesn't.
                due.merge(rule.id(), heldOut ? 0 : verdict.fired().size(), Integer::sum);
                fired.merge(
                        rule.id(),
                        (int) of.stream()
                                .filter(each -> each.decision() == 0 && each.at() <= until)
                                .count(),
                        Integer::sum);
            } else {
                compare(rule, person.story().person(), verdict.fired(), of, heldOut ? 1 : 0);
            }
        }
    }

    private void compare(Definition rule, UUID person, List<Occasion> must, List<Fired> did, int decision) {
        expected += must.size();
        Map<String, Fired> byKey = did.stream().collect(Collectors.toMap(Fired::key, each -> each));
        for (Occasion each : must) {
            Fired firing = byKey.remove(each.key());
            if (firing == null || firing.decision() != decision) {
                missing++;
                example(rule, person, "must have fired for " + each.key() + " at " + each.at());
            } else if (firing.at() != each.at()) {
                otherTime++;
                example(rule, person, "fired for " + each.key() + " at " + firing.at() + " and not at " + each.at());
            }
        }
        for (Fired each : byKey.values()) {
            if (each.at() <= until) {
                tooMany++;
                example(rule, person, "fired without reason for " + each.key() + " at " + each.at());
            }
        }
    }

    private void compareBudget(Definition rule) {
        if (rule.budget() > 0) {
            int right = Math.min(rule.budget(), due.getOrDefault(rule.id(), 0));
            int is = fired.getOrDefault(rule.id(), 0);
            expected += right;
            missing += Math.max(0, right - is);
            tooMany += Math.max(0, is - right);
            if (is != right) {
                examples.add("rule " + rule.id() + " fired " + is + " times, and its budget is " + right);
            }
        }
    }

    private void example(Definition rule, UUID person, String what) {
        if (examples.size() < MOST_EXAMPLES) {
            examples.add("rule " + rule.id() + " (" + rule.json().getString("name") + ") for " + person + " " + what);
        }
    }
}
