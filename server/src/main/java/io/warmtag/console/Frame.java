package io.warmtag.console;

import io.warmtag.site.Site;
import org.jspecify.annotations.Nullable;

/**
 * What the layout shows around a page.
 *
 * @param email of who is logged in
 * @param section the part of the site that is open, as named in the message files under {@code section.}
 * @param flash what has just been done, as named under {@code flash.}
 * @param seen what was stored when the form was filled, for {@link Seen}; empty: no form that asks
 * @param overtaken whether that has been changed by somebody else before it was sent
 * @param otherQuery the query of this address, to go on before {@code lang=}
 */
record Frame(
        @Nullable String email,
        @Nullable Site site,
        String section,
        @Nullable String flash,
        String seen,
        boolean overtaken,
        String otherQuery) {}
