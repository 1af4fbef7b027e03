package io.warmtag.tools.machine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process that was started here and does not outlive this one. */
public final class Child implements AutoCloseable {
    private static final long STOP_SECONDS = 30;

    private final Process process;
    private final Thread reaper;

    private Child(Process process) {
        this.process = process;
        this.reaper = new Thread(this::end);
    }

    /**
     * Starts a process without any of our own {@code WARMTAG_} settings.
     *
     * @param output where its output is appended to
     */
    public static Child start(List<String> command, Map<String, String> settings, Path output) throws IOException {
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("WARMTAG_"));
        builder.environment().putAll(settings);
        var child = new Child(builder.start());
        Runtime.getRuntime().addShutdownHook(child.reaper);
        return child;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Waits for its end and returns its exit code; kills it when it takes longer. */
    public int await(long seconds) throws InterruptedException {
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            kill();
        }
        forget();
        return process.exitValue();
    }

    /** {@code kill -9}, and waits for the end. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
        forget();
    }

    /** Asks it to end, as Ctrl-C does, and kills it when it doesn't within 30 seconds. */
    @Override
    public void close() {
        end();
        forget();
    }

    private void end() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void forget() {
        try {
            Runtime.getRuntime().removeShutdownHook(reaper);
        } catch (IllegalStateException e) {
            // This process is ending itself: the hook is about to run.
        }
    }
}
