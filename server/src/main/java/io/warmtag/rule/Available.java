package io.warmtag.rule;

import java.util.Map;
import java.util.Set;

/**
 * What a site has that rules can refer to, by id, with its name.
 *
 * @param lists those of the destinations that keep lists of people: a rule adds somebody or takes him off
 */
public record Available(
        Map<Integer, String> audiences,
        Map<Integer, String> offers,
        Map<Integer, String> destinations,
        Set<Integer> lists) {

    /** None of the destinations keeps a list. */
    public Available(Map<Integer, String> audiences, Map<Integer, String> offers, Map<Integer, String> destinations) {
        this(audiences, offers, destinations, Set.of());
    }
}
