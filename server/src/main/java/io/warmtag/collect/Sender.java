package io.warmtag.collect;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who sent a batch.
 *
 * @param visitor null when nobody may be recognised
 * @param keyed the caller has a key and may name other visitors
 * @param fresh the visitor's id was made with this request
 * @param owners whose the orders are that a keyed caller reports on
 * @param users the visitors of those whom a keyed caller names by the shop's own ids
 */
record Sender(@Nullable UUID visitor, boolean keyed, boolean fresh, Map<String, UUID> owners, Map<String, UUID> users) {
    static final Sender NOBODY = new Sender(null, false, false, Map.of(), Map.of());
}
