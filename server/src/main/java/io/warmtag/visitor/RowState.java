package io.warmtag.visitor;

import io.vertx.core.buffer.Buffer;
import io.warmtag.visitor.model.PersonState;
import io.warmtag.visitor.model.StateCodec;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The state that a person's row was written with: all of him that need not be folded again, as long as nothing comes in that
 * happened before it.
 *
 * @param logged how many transitions are in the log with it
 * @param revision of the row
 * @param joins how often it had changed who belongs to him
 */
public record RowState(PersonState state, int logged, int revision, int joins) {
    /**
     * To be raised whenever a fold of the same events and settings would give something else than before: what was folded by
     * another model is not taken up, but folded anew.
     */
    private static final byte MODEL = 1;

    /** As the row has it. */
    public static Buffer bytes(PersonState state) {
        return Buffer.buffer().appendByte(MODEL).appendBytes(StateCodec.encode(state));
    }

    /** Empty when there is none, or one that this program can't read. */
    static Optional<RowState> read(@Nullable Buffer bytes, int logged, int revision, int joins) {
        if (bytes == null || bytes.length() < 1 || bytes.getByte(0) != MODEL) {
            return Optional.empty();
        }
        try {
            PersonState state = StateCodec.decode(bytes.getBytes(1, bytes.length()));
            return Optional.of(new RowState(state, logged, revision, joins));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
