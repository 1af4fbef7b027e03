package io.warmtag.rule;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One row in {@code COPY}'s binary format. */
final class CopyRow {
    /** PostgreSQL counts from the year 2000. */
    private static final long EPOCH_MS = 946_684_800_000L;

    private static final int MOST_NAMES = 1_000;

    private final int[] offsets = new int[16];
    private final int[] lengths = new int[16];
    /** Names are few and come by the million. */
    private final Map<ByteBuffer, String> names = new HashMap<>();

    private byte[] bytes = new byte[0];
    private ByteBuffer row = ByteBuffer.wrap(bytes);

    /** Looks at the row that begins at a place. */
    void look(byte[] in, int start) {
        if (in != bytes) {
            bytes = in;
            row = ByteBuffer.wrap(in);
        }
        int columns = row.getShort(start);
        int at = start + 2;
        for (int i = 0; i < columns; i++) {
            lengths[i] = row.getInt(at);
            offsets[i] = at + 4;
            at += 4 + Math.max(0, lengths[i]);
        }
    }

    boolean isNull(int column) {
        return lengths[column] < 0;
    }

    int offset(int column) {
        return offsets[column];
    }

    int length(int column) {
        return lengths[column];
    }

    UUID uuid(int column) {
        return new UUID(row.getLong(offsets[column]), row.getLong(offsets[column] + 8));
    }

    long ms(int column) {
        return EPOCH_MS + Math.floorDiv(row.getLong(offsets[column]), 1_000);
    }

    int small(int column) {
        return row.getShort(offsets[column]);
    }

    boolean flag(int column) {
        return !isNull(column) && bytes[offsets[column]] != 0;
    }

    /** A text of which there are few different ones. */
    String name(int column) {
        ByteBuffer key = row.slice(offsets[column], lengths[column]);
        String known = names.get(key);
        if (known == null) {
            known = new String(bytes, offsets[column], lengths[column], StandardCharsets.UTF_8);
            if (names.size() < MOST_NAMES) {
                names.put(ByteBuffer.wrap(bytes(column)), known);
            }
        }
        return known;
    }

    @Nullable String text(int column) {
        return isNull(column) ? null : new String(bytes, offsets[column], lengths[column], StandardCharsets.UTF_8);
    }

    byte[] bytes(int column) {
        return Arrays.copyOfRange(bytes, offsets[column], offsets[column] + lengths[column]);
    }
}
