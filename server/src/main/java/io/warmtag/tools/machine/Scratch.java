package io.warmtag.tools.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder that is gone when the work is done, unless somebody should look into it. */
public final class Scratch implements AutoCloseable {
    private final Path folder;
    private boolean kept;

    public Scratch() throws IOException {
        folder = Files.createTempDirectory("warmtag-");
    }

    public Path folder() {
        return folder;
    }

    public void keep() {
        kept = true;
    }

    /** Takes {@link #keep} back: all went well. */
    public void drop() {
        kept = false;
    }

    @Override
    public void close() throws IOException {
        if (kept) {
            System.err.println("kept for a look: " + folder);
            return;
        }
        delete(folder);
    }

    /** Deletes a folder with all that is in it. */
    public static void delete(Path folder) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(folder)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.deleteIfExists(path);
        }
    }
}
