package io.warmtag.secret;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.Optional;

/** The key in a file of this node, readable by its owner alone, as 64 hexadecimal digits. */
final class KeyFile {
    private final Path path;

    KeyFile(Path folder) {
        this.path = folder.resolve("secret.key");
    }

    /** Empty when there is none; one that can't be read as a key is an error, because a new one in its place would hide it. */
    Optional<byte[]> read() throws IOException {
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        String text = Files.readString(path).strip();
        if (!text.matches("[0-9A-Fa-f]{64}")) {
            throw new IOException(path + " does not hold a key of 64 hexadecimal digits; put the right one there.");
        }
        return Optional.of(HexFormat.of().parseHex(text));
    }

    /** Whole or not at all. */
    void write(byte[] key) throws IOException {
        Files.createDirectories(path.getParent());
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        Path fresh = Files.createTempFile(path.getParent(), "secret.key.", ".new", ownerOnly);
        Files.writeString(fresh, HexFormat.of().formatHex(key) + "\n");
        Path moved = Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
        if (!moved.equals(path)) {
            throw new IOException("not moved to " + path);
        }
    }

    void delete() throws IOException {
        Files.deleteIfExists(path);
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
