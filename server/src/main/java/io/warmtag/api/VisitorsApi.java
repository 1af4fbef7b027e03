package io.warmtag.api;

import static io.vertx.core.http.HttpMethod.GET;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.warmtag.account.Scope;
import io.warmtag.db.Keyset;
import io.warmtag.event.VisitorId;
import io.warmtag.site.Site;
import io.warmtag.visitor.LoggedTransition;
import io.warmtag.visitor.Person;
import io.warmtag.visitor.PersonStore;
import io.warmtag.visitor.TemperatureCounts;
import io.warmtag.visitor.model.Temperature;
import io.warmtag.web.HttpProblem;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Who is hot, warm and cold, and why. */
final class VisitorsApi {
    private final PersonStore persons;
    private final Explanations explanations;
    private final Clock clock;

    VisitorsApi(PersonStore persons, Explanations explanations, Clock clock) {
        this.persons = persons;
        this.explanations = explanations;
        this.clock = clock;
    }

    void addTo(Endpoints endpoints) {
        endpoints.add(GET, "/sites/:site/temperatures", Scope.VISITORS_READ, this::temperatures);
        endpoints.add(GET, "/sites/:site/visitors", Scope.VISITORS_READ, this::list);
        endpoints.add(GET, "/sites/:site/visitors/:visitor", Scope.VISITORS_READ, this::show);
        endpoints.add(GET, "/sites/:site/visitors/:visitor/transitions", Scope.VISITORS_READ, this::transitions);
    }

    private Future<Answer> temperatures(Call call) {
        call.takesOnly();
        Site site = call.site();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        LocalDate weekAgo = now.atZone(site.timeZone()).toLocalDate().minusDays(7);
        return Future.all(persons.counts(site), persons.countsOn(site, weekAgo)).map(both -> {
            TemperatureCounts counts = both.resultAt(0);
            Optional<TemperatureCounts> before = both.resultAt(1);
            return Answer.of(json(counts)
                    .put("at", now.toString())
                    .put("week_ago", before.map(VisitorsApi::json).orElse(null)));
        });
    }

    private static JsonObject json(TemperatureCounts counts) {
        return new JsonObject()
                .put("hot", counts.hot())
                .put("warm", counts.warm())
                .put("cold", counts.cold());
    }

    private Future<Answer> list(Call call) {
        call.takesList("temperature", "q");
        Site site = call.site();
        Optional<Temperature> temperature = call.parameter("temperature").map(VisitorsApi::temperature);
        Keyset after = call.cursor();
        int limit = call.limit();
        return call.parameter("q")
                .map(q -> persons.search(site, range(q), temperature, after, limit))
                .orElseGet(() -> persons.list(site, temperature, after, limit))
                .map(page -> Answer.page(page.map(VisitorsApi::json)));
    }

    private static Temperature temperature(String word) {
        return switch (word) {
            case "hot" -> Temperature.HOT;
            case "warm" -> Temperature.WARM;
            case "cold" -> Temperature.COLD;
            default -> throw Call.bad("temperature", "must be hot, warm or cold.");
        };
    }

    private static VisitorId.Range range(String q) {
        return VisitorId.range(q)
                .orElseThrow(() -> Call.bad(
                        "q", "must be the first 4 to 22 characters of a visitor's id (letters, digits, - and _)."));
    }

    private static JsonObject json(Person person) {
        return new JsonObject()
                .put("visitor", VisitorId.text(person.id()))
                .put("temperature", word(person.temperature()))
                .put("score", ExplanationJson.rounded(person.score()))
                .put("since", person.since().toString())
                .put("first_seen", person.firstSeen().toString())
                .put("last_seen", person.lastSeen().toString())
                .put(
                        "next_change",
                        person.nextChange() == null ? null : person.nextChange().toString());
    }

    private Future<Answer> show(Call call) {
        call.takesOnly();
        UUID visitor = call.visitor();
        return explanations
                .explain(call.site().id(), visitor)
                .map(explanation -> explanation
                        .map(known -> Answer.of(ExplanationJson.write(known)))
                        .orElseThrow(() ->
                                new HttpProblem(404, "Nobody has come with the id " + VisitorId.text(visitor) + ".")));
    }

    private Future<Answer> transitions(Call call) {
        call.takesList();
        return persons.transitions(call.site(), call.visitor(), call.cursor(), call.limit())
                .map(page -> Answer.page(page.map(VisitorsApi::json)));
    }

    private static JsonObject json(LoggedTransition transition) {
        return new JsonObject()
                .put("number", transition.number())
                .put("from", word(transition.from()))
                .put("to", word(transition.to()))
                .put("at", transition.at().toString())
                .put("cause", transition.cause())
                .put("cause_id", transition.causeId())
                .put("settings_version", transition.modelVersion());
    }

    static String word(Temperature temperature) {
        return temperature.name().toLowerCase(Locale.ROOT);
    }
}
