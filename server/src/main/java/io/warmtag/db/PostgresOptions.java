package io.warmtag.db;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;

/** What the embedded PostgreSQL is started with. */
public final class PostgresOptions {
    private static final long LEAST_SHARED_MB = 128;
    // More gained nothing, and its pages have to be touched for the first time, too.
    private static final long MOST_SHARED_MB = 512;

    private PostgresOptions() {}

    /** For the memory of this machine, or what its container may have of it. */
    public static List<String> ofThisMachine() {
        var machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return of(machine.getTotalMemorySize());
    }

    static List<String> of(long memoryBytes) {
        long eighth = (memoryBytes >> 20) / 8;
        long logMb = 16L * LogReserve.FILES;
        return List.of(
                "shared_buffers=" + Math.max(LEAST_SHARED_MB, Math.min(MOST_SHARED_MB, eighth)) + "MB",
                // What is there is what it ever needs: no file has to be made while events flood in.
                "min_wal_size=" + logMb + "MB",
                "max_wal_size=" + logMb + "MB",
                "checkpoint_timeout=15min",
                "jit=off");
    }
}
