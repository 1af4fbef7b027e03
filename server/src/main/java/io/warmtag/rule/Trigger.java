package io.warmtag.rule;

import io.vertx.core.json.JsonObject;
import io.warmtag.occasion.Occasion;
import io.warmtag.rule.model.Rule;
import io.warmtag.visitor.model.Temperature;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What may make a rule fire for one person.
 *
 * @param key names it among all that ever happens to the person
 * @param occurred when it happened; an order placed after it is one that followed
 * @param at when it came in, which is when it is decided
 * @param occasion its number in the order of arrival, if it has one
 * @param event behind it, if there is one
 * @param transition number of the change of temperature, if it is one
 * @param temperature after it, if that is known already
 * @param context of the event, if there is one
 */
public record Trigger(
        int site,
        UUID person,
        String key,
        Instant occurred,
        Instant at,
        @Nullable Long occasion,
        @Nullable UUID event,
        @Nullable Integer transition,
        @Nullable Temperature temperature,
        @Nullable JsonObject context) {

    static Trigger of(Occasion.Happened happened) {
        return new Trigger(
                happened.site(),
                happened.person(),
                "e:" + happened.event().id(),
                happened.event().time(),
                happened.event().received(),
                happened.number(),
                happened.event().id(),
                null,
                null,
                happened.event().context());
    }

    static Trigger of(Occasion.Changed changed) {
        return new Trigger(
                changed.site(),
                changed.person(),
                "t:" + changed.transition(),
                changed.at(),
                changed.known(),
                changed.number(),
                null,
                changed.transition(),
                changed.to(),
                null);
    }

    /** @param change the membership's change, one for ever */
    static Trigger ofMember(int site, int audience, UUID person, UUID change, Instant at) {
        return ofTime(site, person, "m:" + audience + ":" + change, at);
    }

    static Trigger ofRun(int site, UUID person, int run, Instant at) {
        return ofTime(site, person, "o:" + run, at);
    }

    /** @param change of a product, by its number */
    static Trigger ofProduct(int site, UUID person, long change, Instant at) {
        return ofTime(site, person, "p:" + change, at);
    }

    /** @param date in the profile, as it comes round this time */
    static Trigger ofDate(int site, UUID person, String property, LocalDate date, Instant at) {
        return ofTime(site, person, "d:" + date + ":" + property, at);
    }

    /** Number of the change of a product, if it is one. */
    Optional<Long> change() {
        return key.startsWith("p:") ? Optional.of(Long.valueOf(key.substring(2))) : Optional.empty();
    }

    private static Trigger ofTime(int site, UUID person, String key, Instant at) {
        return new Trigger(site, person, key, at, at, null, null, null, null, null);
    }

    /** When a rule that fires some time after it is due. */
    Instant due(Rule rule) {
        Instant due = occurred.plus(Duration.ofMinutes(rule.delay().minutes()));
        return due.isBefore(at) ? at : due;
    }

    /** Names the firing that this is for a rule: whoever makes it anew makes the same. */
    UUID firing(int rule) {
        String all = site + "|" + rule + "|" + person + "|" + key;
        return UUID.nameUUIDFromBytes(all.getBytes(StandardCharsets.UTF_8));
    }
}
