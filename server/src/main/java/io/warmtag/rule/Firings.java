package io.warmtag.rule;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.warmtag.catalog.Value;
import io.warmtag.catalog.ValueJson;
import io.warmtag.occasion.Occasion;
import io.warmtag.occasion.OccasionConsumer;
import io.warmtag.rule.model.When;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds the rules that were waiting for what happened, and has them decided now or when they are due. */
public final class Firings implements OccasionConsumer {
    private final RuleDirectory directory;
    private final Deciding deciding;

    /** A change of somebody's membership in an audience, one for ever by its id. */
    public record Membership(int site, int audience, UUID person, boolean entered, Instant at, UUID change) {
        /** Those of the changes that rules follow: no quiet ones. */
        public static List<Membership> of(List<MembershipChange> changes) {
            return changes.stream()
                    .filter(change -> !change.quiet())
                    .map(change -> new Membership(
                            change.site(),
                            change.audience(),
                            change.person(),
                            change.entered(),
                            change.at(),
                            change.occasion()))
                    .toList();
        }
    }

    public Firings(RuleDirectory directory, Deciding deciding) {
        this.directory = directory;
        this.deciding = deciding;
    }

    @Override
    public Future<Void> take(SqlConnection transaction, List<Occasion> occasions) {
        List<Candidate> candidates = new ArrayList<>();
        for (Occasion occasion : occasions) {
            @Nullable Trigger trigger = null;
            for (StoredRule rule : directory.of(occasion.site())) {
                if (rule.isFor(occasion.person()) && listensFor(rule.rule().when(), occasion)) {
                    trigger = trigger == null ? trigger(occasion) : trigger;
                    candidates.add(new Candidate(rule, trigger));
                }
            }
        }
        return nowOrLater(transaction, candidates);
    }

    /** Takes who came into audiences or left them, in the transaction that notes it. */
    public Future<Void> takeMemberships(SqlConnection transaction, List<Membership> changes) {
        List<Candidate> candidates = new ArrayList<>();
        for (Membership change : changes) {
            var wanted = new When.Moves(change.audience, change.entered);
            for (StoredRule rule : directory.of(change.site)) {
                if (rule.rule().when().equals(wanted) && rule.isFor(change.person)) {
                    candidates.add(new Candidate(
                            rule,
                            Trigger.ofMember(change.site, change.audience, change.person, change.change, change.at)));
                }
            }
        }
        return nowOrLater(transaction, candidates);
    }

    private static boolean listensFor(When when, Occasion occasion) {
        if (occasion instanceof Occasion.Happened happened && when instanceof When.Happens wanted) {
            return !happened.isImported()
                    && wanted.event().equals(happened.event().name())
                    && passes(wanted, happened);
        }
        return occasion instanceof Occasion.Changed changed
                && when instanceof When.Turns turns
                && turns.takes(changed.from(), changed.to());
    }

    private static boolean passes(When.Happens wanted, Occasion.Happened happened) {
        if (wanted.where().isEmpty()) {
            return true;
        }
        Value data = ValueJson.read(happened.event().data().encode());
        return wanted.where().stream().allMatch(test -> test.passes(data));
    }

    private static Trigger trigger(Occasion occasion) {
        return occasion instanceof Occasion.Happened happened
                ? Trigger.of(happened)
                : Trigger.of((Occasion.Changed) occasion);
    }

    private Future<Void> nowOrLater(SqlConnection transaction, List<Candidate> candidates) {
        List<Candidate> now = new ArrayList<>();
        List<Candidate> later = new ArrayList<>();
        candidates.forEach(each -> (each.rule().rule().delay().minutes() > 0 ? later : now).add(each));
        return Waits.add(transaction, later).compose(added -> deciding.decide(transaction, now));
    }
}
