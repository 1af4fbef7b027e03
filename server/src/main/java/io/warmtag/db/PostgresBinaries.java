package io.warmtag.db;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The PostgreSQL programs that came with the jar, unpacked once into a folder. */
final class PostgresBinaries {
    private PostgresBinaries() {}

    /** Unpacks the programs into {@code folder} unless they are there, and returns the folder of the executables. */
    static Path unpack(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            // Unpacked beside and moved as a whole: a start that was interrupted leaves nothing half done.
            Path parent = Files.createDirectories(folder.toAbsolutePath().getParent());
            Path half = Files.createTempDirectory(parent, folder.getFileName() + ".unpacking");
            untar(half);
            move(half, folder);
        }
        return folder.resolve("bin");
    }

    private static void untar(Path folder) throws IOException {
        String archive = "/postgres-" + system() + "-" + architecture() + ".txz";
        try (InputStream resource = PostgresBinaries.class.getResourceAsStream(archive)) {
            if (resource == null) {
                throw new IOException("no embedded PostgreSQL for this system (" + archive
                        + "): set WARMTAG_DATABASE_URL to a PostgreSQL of your own");
            }
            var tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(resource)));
            TarArchiveEntry entry;
            while ((entry = tar.getNextEntry()) != null) {
                write(tar, entry, folder.resolve(entry.getName()).normalize(), folder);
            }
        }
    }

    private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path to, Path folder)
            throws IOException {
        if (!to.startsWith(folder)) {
            throw new IOException("the archive names a file outside of its folder: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(to);
            return;
        }
        Files.createDirectories(to.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(to, Path.of(entry.getLinkName()));
        } else {
            Files.copy(tar, to);
            boolean executable = (entry.getMode() & 0100) != 0;
            Files.setPosixFilePermissions(to, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }

    private static void move(Path from, Path to) throws IOException {
        Files.setPosixFilePermissions(from, PosixFilePermissions.fromString("rwxr-xr-x"));
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (!Files.exists(to)) { // else another start was quicker
                throw e;
            }
        }
    }

    private static String system() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac") ? "darwin" : "linux";
    }

    private static String architecture() {
        return switch (System.getProperty("os.arch")) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "arm_64";
            default -> System.getProperty("os.arch");
        };
    }
}
