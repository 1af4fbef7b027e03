package io.warmtag.preview;

import io.warmtag.event.Refusal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the server did with an event.
 *
 * @param state {@code stored} or {@code rejected}
 * @param reason why it was rejected, in English
 * @param refusal the same as a code; null when it was stored, or rejected before there were codes
 * @param mark {@code person}, {@code bot} or {@code staff}
 * @param remarks what was odd about it, as codes
 * @param visitor whom it is of; null when nobody could be recognised
 * @param before the temperature before it, as in addresses; null where it is not known
 * @param after the temperature it led to
 */
public record Fate(
        String state,
        Instant received,
        String reason,
        @Nullable Refusal refusal,
        String mark,
        List<String> remarks,
        @Nullable String visitor,
        @Nullable String before,
        @Nullable String after) {
    public boolean isStored() {
        return state.equals("stored");
    }

    public boolean changed() {
        return before != null && !before.equals(after);
    }
}
