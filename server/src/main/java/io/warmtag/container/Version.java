package io.warmtag.container;

import java.time.Instant;

/**
 * An immutable copy of a draft.
 *
 * @param number from 1, per site
 * @param sha256 of its content, hex
 */
public record Version(int number, String name, String notes, String author, String sha256, Instant createdAt) {}
