package io.warmtag.db;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PostgresOptionsTest {
    private static final long MB = 1L << 20;

    private static String shared(long memoryMb) {
        return PostgresOptions.of(memoryMb * MB).get(0);
    }

    @Test
    void takesAnEighthOfTheMemoryNeitherTooLittleNorTooMuch() {
        assertEquals("shared_buffers=128MB", shared(512));
        assertEquals("shared_buffers=256MB", shared(2_048));
        assertEquals("shared_buffers=512MB", shared(24_000));
    }
}
