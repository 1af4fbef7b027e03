package io.warmtag.rule;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows on their way to those they are about, in as many buckets as are worked on one after the other: what doesn't fit into
 * memory lies in a file that is gone when it is closed. One thread writes it; after that several may read.
 */
final class Spill implements Closeable {
    /** What stays in memory of all buckets together. */
    private static final int MOST_IN_MEMORY = 8 * 1024 * 1024;

    private final int chunk;
    private final byte[][] filling;
    private final int[] filled;
    private final List<List<Long>> written = new ArrayList<>();
    private @Nullable FileChannel file;
    private long end;

    /** Takes rows; {@code start} is where one begins. */
    interface Reader {
        void row(byte kind, byte[] bytes, int start);
    }

    Spill(int buckets) {
        this.chunk = MOST_IN_MEMORY / buckets;
        this.filling = new byte[buckets][0];
        this.filled = new int[buckets];
        for (int i = 0; i < buckets; i++) {
            written.add(new ArrayList<>());
        }
    }

    /** Adds a row that consists of two parts. */
    void add(int bucket, byte kind, byte[] bytes, int from, int length, byte[] more) throws IOException {
        int size = 5 + length + more.length;
        if (filled[bucket] + size > filling[bucket].length) {
            makeRoom(bucket, size);
        }
        byte[] into = filling[bucket];
        int at = filled[bucket];
        ByteBuffer.wrap(into).putInt(at, size - 5).put(at + 4, kind);
        System.arraycopy(bytes, from, into, at + 5, length);
        System.arraycopy(more, 0, into, at + 5 + length, more.length);
        filled[bucket] = at + size;
    }

    private void makeRoom(int bucket, int size) throws IOException {
        if (filled[bucket] + size <= chunk) {
            // Small ones stay small: most sites fit into memory.
            int room = Math.min(chunk, Math.max(2 * filling[bucket].length, filled[bucket] + size + 512));
            filling[bucket] = Arrays.copyOf(filling[bucket], room);
            return;
        }
        flush(bucket);
        if (size > filling[bucket].length) {
            filling[bucket] = new byte[Math.max(chunk, size)];
        }
    }

    private void flush(int bucket) throws IOException {
        if (filled[bucket] == 0) {
            return;
        }
        FileChannel to = file();
        ByteBuffer rows = ByteBuffer.wrap(filling[bucket], 0, filled[bucket]);
        written.get(bucket).add(end << 24 | filled[bucket]);
        while (rows.hasRemaining()) {
            end += to.write(rows, end);
        }
        filled[bucket] = 0;
    }

    private FileChannel file() throws IOException {
        FileChannel known = file;
        if (known == null) {
            Path path = Files.createTempFile("warmtag-backtest", ".rows");
            known = FileChannel.open(
                    path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
            file = known;
        }
        return known;
    }

    /** Gives all of a bucket, in the order in which it was added. */
    void read(int bucket, Reader reader) throws IOException {
        for (long place : written.get(bucket)) {
            ByteBuffer bytes = ByteBuffer.allocate((int) (place & 0xFF_FFFF));
            long at = place >>> 24;
            while (bytes.hasRemaining()) {
                int read = file().read(bytes, at + bytes.position());
                if (read < 0) {
                    throw new IOException("the rows of a backtest were cut off");
                }
            }
            rows(bytes.array(), bytes.capacity(), reader);
        }
        rows(filling[bucket], filled[bucket], reader);
    }

    private static void rows(byte[] bytes, int end, Reader reader) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        int at = 0;
        while (at < end) {
            int length = in.getInt(at);
            reader.row(bytes[at + 4], bytes, at + 5);
            at += 5 + length;
        }
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }
}
