package io.warmtag.rule;

import io.warmtag.rule.audience.model.Condition;
import java.time.Instant;

/**
 * Persons of whom a condition is true.
 *
 * @param id of the site; never used again
 * @param version counts the changes of what it means
 * @param filling whether everybody has still to be weighed by this version
 * @param settings the version of the temperature's settings that everybody was weighed by
 */
public record Audience(
        int site,
        int id,
        String name,
        String notes,
        Condition condition,
        int version,
        boolean filling,
        int settings,
        String author,
        Instant changedAt) {
    public static final int MOST_NAME = 100;
    public static final int MOST_NOTES = 1_000;
    /** Of one site. */
    public static final int MOST = 500;
}
