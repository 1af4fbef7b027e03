package io.warmtag;

import io.warmtag.cluster.HazelcastCluster;
import io.warmtag.config.Preflight;
import io.warmtag.config.Settings;
import io.warmtag.config.SettingsLoader;
import io.warmtag.config.SettingsLoader.Loaded;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the settings, starts the server and stops it in order on Ctrl-C. Exit code 1: it could not start. */
public final class Main {
    private static final Logger LOG = LoggerFactory.getLogger(Main.class);

    private Main() {}

    public static void main(String[] arguments) {
        HazelcastCluster.prepareCommonPool();
        Loaded loaded = SettingsLoader.load(System.getenv());
        List<String> reasons = reasons(loaded);
        if (reasons.isEmpty() && loaded instanceof Loaded.Good good) {
            run(good.settings());
        } else {
            giveUp(reasons);
        }
    }

    /** What speaks against a start: of the settings and of the machine, all at once. */
    private static List<String> reasons(Loaded loaded) {
        if (loaded instanceof Loaded.Bad bad) {
            return Stream.concat(bad.mistakes().stream(), Preflight.check(bad.readable()).stream())
                    .toList();
        }
        return loaded instanceof Loaded.Good good ? Preflight.check(good.settings()) : List.of();
    }

    private static void run(Settings settings) {
        var app = new App(settings);
        var stopping = new AtomicBoolean();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            stopping.set(true);
            app.stop();
        }));
        try {
            app.start();
        } catch (Exception e) {
            // Whoever stops it while it starts knows why it didn't.
            if (!stopping.get()) {
                LOG.error("Warmtag could not start", e);
                System.exit(1);
            }
        }
    }

    private static void giveUp(List<String> reasons) {
        reasons.forEach(reason -> System.err.println("warmtag: " + reason));
        System.exit(1);
    }
}
