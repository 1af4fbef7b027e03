package io.warmtag.preview;

import java.time.Instant;

/**
 * What a page under preview told.
 *
 * @param number rising within a session
 * @param body a JSON object
 */
public record Told(long number, Instant received, String body) {}
