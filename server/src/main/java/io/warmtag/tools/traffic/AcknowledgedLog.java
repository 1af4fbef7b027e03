package io.warmtag.tools.traffic;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** A line {@code id visitor} for every acknowledged event, appended to a file. */
final class AcknowledgedLog implements Acknowledged, AutoCloseable {
    private final BufferedWriter file;

    AcknowledgedLog(Path path) throws IOException {
        file = Files.newBufferedWriter(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    @Override
    public void add(UUID id, String visitor) {
        try {
            file.write(id + " " + visitor + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
