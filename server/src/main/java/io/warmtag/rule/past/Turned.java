package io.warmtag.rule.past;

import io.warmtag.visitor.model.Temperature;

/**
 * A change of temperature that was logged, and noticed in time.
 *
 * @param at ms, when it became so
 * @param known ms, when what made it so had come in
 * @param logged ms
 */
public record Turned(Temperature from, Temperature to, long at, long known, long logged) {}
