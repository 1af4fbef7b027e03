package io.warmtag.rule.past;

import java.util.List;

/**
 * What was noted of a person beside what he did.
 *
 * @param turns by their times
 * @param days of his profiles, by when they were heard
 */
public record Noted(List<Turned> turns, List<ProfileDay> days) {
    public static final Noted NOTHING = new Noted(List.of(), List.of());
}
