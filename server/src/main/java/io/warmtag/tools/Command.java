package io.warmtag.tools;

import java.util.List;

/** The frame of every command: help, mistakes in its options, its exit code. */
public final class Command {
    /** Exit code: the options are wrong, or what the command needs isn't there. */
    private static final int UNUSABLE = 2;

    private Command() {}

    /** What a command does once its options are read. */
    public interface Work {
        /** Returns the exit code: 0 as wished, 1 when what was tested failed. */
        int run() throws Exception;
    }

    /** Reads the options; asks for each that the command knows. */
    public interface Reader {
        Work read(Options options);
    }

    /** Ends the process. */
    public static void run(String usage, String[] arguments, Reader reader) {
        if (List.of(arguments).contains("--help")) {
            System.out.println(usage.strip());
            System.exit(0);
        }
        var options = new Options(arguments);
        Work work = reader.read(options);
        List<String> mistakes = options.mistakes();
        if (!mistakes.isEmpty()) {
            mistakes.forEach(mistake -> System.err.println("warmtag: " + mistake));
            System.err.println("warmtag: --help says what there is.");
            System.exit(UNUSABLE);
        }
        System.exit(run(work));
    }

    private static int run(Work work) {
        try {
            return work.run();
        } catch (Obstacle e) {
            System.err.println("warmtag: " + e.getMessage());
            return UNUSABLE;
        } catch (Exception e) {
            e.printStackTrace();
            return UNUSABLE;
        }
    }

    /** Something that the user can mend: said in one line, without a stack trace. */
    public static final class Obstacle extends RuntimeException {
        public Obstacle(String message) {
            super(message);
        }
    }
}
