package io.warmtag.web;

import java.time.Instant;

/**
 * What a page needs besides its own record: who reads it and how.
 *
 * @param language one of {@link Messages#LANGUAGES}
 * @param now the time that "3 minutes ago" counts from
 * @param nonce of this response's script elements
 * @param csrf the token that each form carries
 * @param frame what the layout shows around the page, as {@code @frame}
 */
public record PagesContext(String language, Formats formats, Instant now, String nonce, String csrf, Object frame) {}
