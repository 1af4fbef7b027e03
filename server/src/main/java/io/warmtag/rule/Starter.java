package io.warmtag.rule;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.campaign.OfferReader;
import io.warmtag.campaign.Offers;
import io.warmtag.campaign.model.Offer;
import io.warmtag.rule.AudienceEditor.Outcome;
import io.warmtag.rule.audience.model.Condition;
import io.warmtag.rule.model.Rule;
import io.warmtag.rule.model.RuleJson;
import io.warmtag.site.Site;
import io.warmtag.visitor.model.Temperature;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Makes of something ready-made a draft that can be tried at once: with an offer in both languages, and the audience that it is
 * about.
 */
public final class Starter {
    /** What {@link #coldExclusion} makes: no rule, since a list outside follows its audience by itself. */
    public static final String COLD_EXCLUSION = "cold_exclusion";

    /** Has placed no order, whatever became of it: who was cancelled is wanted back all the same. */
    private static final Condition COLD = new Condition.Group(
            Condition.Mode.ALL, List.of(new Condition.HasTemperature(Set.of(Temperature.COLD)), Condition.Orders.NONE));

    private final Rules rules;
    private final Offers offers;
    private final AudienceServices audiences;
    private final BinaryOperator<String> texts;

    /** @param texts of a language ({@code bn} or {@code en}) and a key */
    public Starter(Rules rules, Offers offers, AudienceServices audiences, BinaryOperator<String> texts) {
        this.rules = rules;
        this.offers = offers;
        this.audiences = audiences;
        this.texts = texts;
    }

    /**
     * Makes it.
     *
     * @param language of its name
     * @return the draft; empty when there is nothing of that code
     */
    public Future<Optional<StoredRule>> begin(Site site, String code, String language, String author) {
        Optional<ReadyMade> found =
                ReadyMade.ALL.stream().filter(each -> each.code().equals(code)).findFirst();
        if (found.isEmpty()) {
            return Future.succeededFuture(Optional.empty());
        }
        ReadyMade ready = found.get();
        String name = texts.apply(language, key(code, "name"));
        Future<Integer> made = ready.audience() == null
                ? Future.succeededFuture(0)
                : audience(site, ready.audience(), code, language, author);
        return made.compose(audience -> offer(site, ready, name, author)
                        .compose(offer -> made(site, ready.with(name, audience, offer), author)))
                .map(Optional::of);
    }

    /**
     * Makes the audience of those on whom no money is to be spent: cold, and nobody who ever bought. One that means this already
     * is taken again.
     *
     * @param language of its name
     * @return its number
     */
    public Future<Integer> coldExclusion(Site site, String language, String author) {
        return audience(site, COLD, COLD_EXCLUSION, language, author);
    }

    private static String key(String code, String part) {
        return "ready." + code + "." + part;
    }

    /** The number of the audience; one that was made before is taken again. */
    private Future<Integer> audience(Site site, Condition condition, String code, String language, String author) {
        Optional<Audience> known = audiences.directory().of(site.id()).stream()
                .filter(audience -> audience.condition().equals(condition))
                .findFirst();
        if (known.isPresent()) {
            return Future.succeededFuture(known.get().id());
        }
        var draft = new AudienceDraft(audienceName(site, code, language), notes(code, language), condition);
        return audiences
                .editor()
                .create(site.id(), draft, author)
                .compose(outcome -> outcome instanceof Outcome.Done done
                        ? Future.succeededFuture(done.id())
                        : Future.failedFuture(new IllegalStateException("the audience of " + code + " is refused")));
    }

    /** One that is free: audiences that were made before may mean something else by now. */
    private String audienceName(Site site, String code, String language) {
        String name = texts.apply(language, key(code, "audience"));
        String further = name + " (" + texts.apply(language, key(code, "name"));
        Set<String> taken = audiences.directory().of(site.id()).stream()
                .map(audience -> audience.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        return Stream.concat(
                        Stream.of(name, further + ")"),
                        IntStream.iterate(2, number -> number + 1).mapToObj(number -> further + " " + number + ")"))
                .filter(each -> !taken.contains(each.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow();
    }

    private String notes(String code, String language) {
        return code.equals(COLD_EXCLUSION) ? texts.apply(language, key(code, "notes")) : "";
    }

    private Future<Integer> offer(Site site, ReadyMade ready, String name, String author) {
        if (!ready.offers()) {
            return Future.succeededFuture(0);
        }
        var json = new JsonObject()
                .put("name", name)
                .put("kind", "corner")
                .put(
                        "variants",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("weight", 1)
                                        .put("bn", texts(ready, "bn"))
                                        .put("en", texts(ready, "en"))));
        var read = OfferReader.read(json);
        return read.isGood()
                ? offers.add(site.id(), read.draft(), false, author).map(Offer::id)
                : Future.failedFuture(
                        new IllegalStateException("the offer of " + ready.code() + ": " + read.problems()));
    }

    private JsonObject texts(ReadyMade ready, String language) {
        return new JsonObject()
                .put("title", texts.apply(language, key(ready.code(), "title")))
                .put("body", texts.apply(language, key(ready.code(), "body")))
                .put("button", texts.apply(language, key(ready.code(), "button")))
                .put("link", "/");
    }

    private Future<StoredRule> made(Site site, Rule rule, String author) {
        return rules.create(site, RuleJson.write(rule), author)
                .compose(outcome -> outcome instanceof Rules.Outcome.Done done
                        ? Future.succeededFuture(done.rule())
                        : Future.failedFuture(new IllegalStateException("a ready-made rule is refused: " + outcome)));
    }
}
