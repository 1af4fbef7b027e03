package io.warmtag.rule;

import java.util.Map;

/** What a site has that rules can refer to, by id, with its name. */
public record Available(
        Map<Integer, String> audiences, Map<Integer, String> offers, Map<Integer, String> destinations) {}
