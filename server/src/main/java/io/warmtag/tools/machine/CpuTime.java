package io.warmtag.tools.machine;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** CPU time of processes, read from Linux's /proc. */
public final class CpuTime {
    private static final Path PROC = Path.of("/proc");
    /** What Linux shows to programs, whatever the kernel's own clock. */
    private static final double TICKS_PER_SECOND = 100;

    // Fields of /proc/<pid>/stat, counted from the one after the name in brackets.
    private static final int PARENT = 1;
    private static final int USER = 11;
    private static final int SYSTEM = 12;
    private static final int CHILDREN_USER = 13;
    private static final int CHILDREN_SYSTEM = 14;

    private CpuTime() {}

    /** Seconds that the process has used, and the children that it has waited for. */
    public static double ofProcess(long pid) throws IOException {
        List<String> fields = fields(PROC.resolve(Long.toString(pid)));
        return (ticks(fields, USER)
                        + ticks(fields, SYSTEM)
                        + ticks(fields, CHILDREN_USER)
                        + ticks(fields, CHILDREN_SYSTEM))
                / TICKS_PER_SECOND;
    }

    /** The same with the children that live: PostgreSQL has a process for each connection. */
    public static double ofFamily(long pid) throws IOException {
        double seconds = ofProcess(pid);
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : processes) {
                seconds += isChild(process, pid)
                        ? ofProcess(Long.parseLong(process.getFileName().toString()))
                        : 0;
            }
        }
        return seconds;
    }

    private static boolean isChild(Path process, long parent) {
        try {
            return ticks(fields(process), PARENT) == parent;
        } catch (IOException e) {
            return false; // ended meanwhile
        }
    }

    private static List<String> fields(Path process) throws IOException {
        String stat = Files.readString(process.resolve("stat"));
        return List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" "));
    }

    private static double ticks(List<String> fields, int field) {
        return Double.parseDouble(fields.get(field));
    }
}
