package io.warmtag.rule;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.warmtag.event.Answer;
import io.warmtag.rule.DecidingStore.AsOf;
import io.warmtag.rule.SendAction.Sending;
import io.warmtag.rule.StepStore.Due;
import io.warmtag.rule.StepStore.Ending;
import io.warmtag.rule.model.Rule;
import io.warmtag.rule.model.Step;
import io.warmtag.rule.model.StepFate;
import io.warmtag.rule.model.Steps;
import io.warmtag.site.Site;
import io.warmtag.site.SiteDirectory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Does the steps of firings when they are due, unless what they were for is over. */
final class DueSteps implements Timers.Work {
    private static final int MOST_AT_ONCE = 200;
    private static final int MOST_ATTEMPTS = 5;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);
    private static final int MOST_NOTE = 300;

    private final SiteDirectory sites;
    private final OfferAction offers;
    private final SendAction sends;

    DueSteps(SiteDirectory sites, OfferAction offers, SendAction sends) {
        this.sites = sites;
        this.offers = offers;
        this.sends = sends;
    }

    @Override
    public String what() {
        return "steps of rules";
    }

    @Override
    public Future<Boolean> run(SqlConnection transaction, Instant now, int most) {
        int limit = Math.min(most, MOST_AT_ONCE);
        return StepStore.take(transaction, now, limit).compose(taken -> {
            if (taken.isEmpty()) {
                return Future.succeededFuture(false);
            }
            Set<AsOf> asked =
                    taken.stream().flatMap(due -> asked(due, now).stream()).collect(Collectors.toSet());
            return DecidingStore.answers(transaction, asked)
                    .compose(answers -> Sent.of(transaction, taken)
                            .compose(messages -> all(transaction, taken, answers, messages, now)
                                    .compose(endings ->
                                            messages.write(transaction).map(endings))))
                    .compose(endings -> StepStore.end(transaction, endings, now))
                    .map(ended -> taken.size() == limit);
        });
    }

    private static Optional<AsOf> asked(Due due, Instant now) {
        return Optional.ofNullable(due.definition().purpose())
                .map(purpose -> new AsOf(due.site(), due.person(), purpose, now));
    }

    private static Step step(Due due) {
        return due.definition().steps().get(due.number());
    }

    private Future<List<Ending>> all(
            SqlConnection transaction, List<Due> taken, Map<AsOf, Answer> answers, Sent messages, Instant now) {
        List<Ending> endings = new ArrayList<>();
        List<Sending> sendings = new ArrayList<>();
        Future<Void> granted = Future.succeededFuture();
        for (Due due : taken) {
            Optional<Ending> without = without(due, answers, now);
            if (without.isPresent()) {
                endings.add(without.get());
                continue;
            }
            if (!messages.take(due, now)) {
                endings.add(Ending.skipped(due, "often", next(due, now)));
                continue;
            }
            if (step(due) instanceof Step.Offer offer) {
                granted = granted.compose(before -> grant(transaction, due, offer, now))
                        .onSuccess(endings::add)
                        .mapEmpty();
                continue;
            }
            if (step(due) instanceof Step.Send send) {
                sendings.add(sending(due, send, now));
            }
            endings.add(Ending.done(due, next(due, now)));
        }
        return granted.compose(done -> sendings.isEmpty() ? Future.succeededFuture() : sends.add(transaction, sendings))
                .map(endings)
                // All together first: which of them it was comes out when there are fewer.
                .recover(cause -> Future.failedFuture(
                        cause instanceof Timers.Stuck ? cause : new Timers.Stuck(cause, taken.size(), taken.get(0))));
    }

    /** What becomes of a step that is not done now. */
    private Optional<Ending> without(Due due, Map<AsOf, Answer> answers, Instant now) {
        Rule rule = due.definition();
        Optional<Site> site = sites.find(due.site());
        if (site.isEmpty() || !due.state().acts()) {
            return Optional.of(Ending.givenUp(due, "paused"));
        }
        boolean asks = site.get().consent() == Site.Consent.ASK;
        boolean consents = asked(due, now)
                .map(asked -> answers.getOrDefault(asked, Answer.NOTHING).grants(asks))
                .orElse(true);
        StepFate fate =
                StepFate.of(rule, due.ordered(), consents, now, site.get().timeZone());
        if (fate instanceof StepFate.GivenUp givenUp) {
            return Optional.of(Ending.givenUp(due, givenUp.why()));
        }
        return fate instanceof StepFate.Later later ? Optional.of(Ending.later(due, later.at())) : Optional.empty();
    }

    private Future<Ending> grant(SqlConnection transaction, Due due, Step.Offer offer, Instant now) {
        return offers.grant(transaction, due.site(), due.person(), offer.offer(), due.firing(), due.data(), now)
                .map(nothing -> nothing.map(note -> Ending.skipped(due, note, next(due, now)))
                        .orElseGet(() -> Ending.done(due, next(due, now))))
                .recover(cause -> Future.failedFuture(new Timers.Stuck(cause, 1, due)));
    }

    private static Sending sending(Due due, Step.Send send, Instant now) {
        String key = "firing:" + due.firing() + ":" + due.number();
        return new Sending(
                due.site(),
                send.destination(),
                key,
                due.person(),
                due.firing(),
                UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)),
                send.event(),
                now,
                due.data(),
                due.context());
    }

    /** When the step after this one is due, if there is one. */
    private static Optional<StepStore.Next> next(Due due, Instant now) {
        return Steps.actions(due.definition()).stream()
                .filter(place -> place > due.number())
                .findFirst()
                .map(place -> new StepStore.Next(place, Steps.due(due.definition(), place, now)));
    }

    /** Tries again after a pause that doubles, and says so when it has failed for good; then the next step has its turn. */
    @Override
    public Future<Void> putOff(SqlConnection transaction, Object stuck, Throwable cause, Instant now) {
        Due due = (Due) stuck;
        String text = String.valueOf(cause.getMessage());
        String note = text.length() > MOST_NOTE ? text.substring(0, MOST_NOTE) : text;
        Ending ending = due.attempts() + 1 >= MOST_ATTEMPTS
                ? Ending.failed(due, note, next(due, now))
                : Ending.again(due, note, now.plus(FIRST_PAUSE.multipliedBy(1L << due.attempts())));
        return StepStore.end(transaction, List.of(ending), now);
    }
}
