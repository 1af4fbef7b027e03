package io.warmtag.rule.past;

import io.warmtag.visitor.model.Temperature;

/**
 * A change of temperature that was logged, and noticed in time.
 *
 * @param at ms, when it became so
 * @param logged ms, when it came to be known
 */
public record Turned(Temperature from, Temperature to, long at, long logged) {}
