package io.warmtag.preview;

import java.time.Instant;
import java.util.UUID;

/**
 * Somebody tries a container on his site.
 *
 * @param site the database's key
 * @param picking whether the pages let him pick elements
 * @param author e-mail address of who began it
 * @param isFull whether it has told as much as is kept of one
 */
public record PreviewSession(
        UUID id,
        int site,
        Subject subject,
        boolean picking,
        String author,
        Instant createdAt,
        Instant expiresAt,
        boolean isFull) {}
