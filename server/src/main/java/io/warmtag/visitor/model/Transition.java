package io.warmtag.visitor.model;

/**
 * A change of temperature. That a person appears, COLD, is none: the first transition leads away from there.
 *
 * @param at ms, the very instant, not the one at which somebody noticed
 * @param version of the settings in force
 * @param number counts a person's transitions from 1, by the events as now known: a late event may give the same number
 *     to another transition, while {@code (to, at, cause)} stays one occasion for ever
 */
public record Transition(Temperature from, Temperature to, long at, Cause cause, int version, int number) {}
