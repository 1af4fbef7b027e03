package io.warmtag.tools.load;

import java.nio.ByteBuffer;
import java.util.Random;
import java.util.UUID;

/** The visitors that a load may be of, one after another: the same seed gives the same ones, so that a database can know them. */
public final class Visitors {
    private final Random random;

    public Visitors(long seed) {
        this.random = new Random(seed);
    }

    public UUID next() {
        byte[] bits = new byte[16];
        random.nextBytes(bits);
        ByteBuffer buffer = ByteBuffer.wrap(bits);
        return new UUID(buffer.getLong(), buffer.getLong());
    }
}
