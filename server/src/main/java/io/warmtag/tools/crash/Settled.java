package io.warmtag.tools.crash;

import io.warmtag.tools.machine.WarmtagServer;
import io.warmtag.tools.verify.Verification;
import io.warmtag.tools.verify.Verification.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The verification after the last event. What died with a process is folded again by the servers themselves, soon; a
 * difference that is still there after a minute is one for good.
 *
 * @param outcome of the node with the most differences, at the end
 * @param seconds until no node had a difference, or until the patience was over
 * @param examples what the nodes said about the differences that remained
 */
record Settled(Outcome outcome, long seconds, List<String> examples) {
    private static final long PATIENCE_SECONDS = 60;
    private static final long LOOK_EVERY_MS = 500;

    static Settled await(List<WarmtagServer> servers, String site) throws InterruptedException {
        long begin = System.nanoTime();
        while (true) {
            var examples = new ArrayList<String>();
            Outcome worst = worst(servers, site, examples);
            long seconds = (System.nanoTime() - begin) / 1_000_000_000;
            if (worst.differences() == 0 || seconds >= PATIENCE_SECONDS) {
                return new Settled(worst, seconds, examples);
            }
            Thread.sleep(LOOK_EVERY_MS);
        }
    }

    private static Outcome worst(List<WarmtagServer> servers, String site, List<String> examples) {
        var worst = new Outcome(0, 0);
        for (WarmtagServer server : servers) {
            Outcome outcome = new Verification(server.management()).run(Optional.of(site), examples::add);
            worst = outcome.differences() >= worst.differences() ? outcome : worst;
        }
        return worst;
    }
}
