package io.warmtag.preview;

import java.util.UUID;

/**
 * What a browser under preview carries, signed.
 *
 * @param site public id
 * @param author e-mail address of who began the preview
 * @param expires ms since 1970
 */
public record Pass(UUID session, String site, Subject subject, boolean picking, String author, long expires) {}
