package io.warmtag.tools.publish;

import io.warmtag.tools.Api;
import io.warmtag.tools.Patience;
import io.warmtag.tools.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Publishes in a row, by the nodes in turns and without waiting for the others, while pages load the script from all of them. */
public final class PublishRun {
    private static final int PAGES_OF_A_NODE = 2;
    private static final Patience PATIENCE = new Patience(10_000, 20);

    private final List<Target> nodes;
    private final String key;
    private final String site;

    /**
     * What came of it.
     *
     * @param delaysMs of each publish: from the click until a page of each node had its version or a newer one
     * @param loads scripts that pages got
     * @param wrong how many of them were none of one version, older than one before, or no script at all
     * @param faults the first of these, in words
     */
    public record Report(List<Double> delaysMs, long loads, long wrong, List<String> faults) {
        public Report {
            delaysMs = List.copyOf(delaysMs);
            faults = List.copyOf(faults);
        }
    }

    /**
     * @param key of the API
     * @param site a new one, without any tags
     */
    public PublishRun(List<Target> nodes, String key, String site) {
        this.nodes = List.copyOf(nodes);
        this.key = key;
        this.site = site;
    }

    public Report run(int publishes) throws InterruptedException {
        for (Target node : nodes) {
            awaitSite(node);
        }
        Marked first = Marked.prepare(api(0), site);
        var publishers = new ArrayList<Marked>(List.of(first));
        for (int node = 1; node < nodes.size(); node++) {
            publishers.add(first.through(api(node)));
        }
        var served = new Served(nodes.size(), publishes);
        List<Page> pages = pages(served);
        List<Thread> threads = pages.stream().map(Thread::new).toList();
        threads.forEach(Thread::start);
        try {
            return publish(publishers, publishes, served);
        } finally {
            pages.forEach(Page::close);
            for (Thread thread : threads) {
                thread.join();
            }
        }
    }

    private Api api(int node) {
        return new Api(nodes.get(node), Optional.of(key));
    }

    private void awaitSite(Target node) throws InterruptedException {
        var api = new Api(node, Optional.empty());
        PATIENCE.until(
                () -> api.get("/t/" + site + ".js").statusCode() == 200,
                () -> node + " does not know the site " + site);
    }

    private List<Page> pages(Served served) {
        var pages = new ArrayList<Page>();
        for (int node = 0; node < nodes.size(); node++) {
            for (int page = 0; page < PAGES_OF_A_NODE; page++) {
                pages.add(new Page(nodes.get(node), site, node, served));
            }
        }
        return pages;
    }

    private Report publish(List<Marked> publishers, int publishes, Served served) throws InterruptedException {
        long[] clicks = new long[publishes + 1];
        for (int version = 1; version <= publishes; version++) {
            int node = version % publishers.size();
            publishers.get(node).draft(version);
            clicks[version] = System.nanoTime();
            publishers.get(node).publish(version);
            served.promise(node, version);
        }
        if (!served.awaitEverywhere(publishes, PATIENCE.mostMs())) {
            served.fault("version " + publishes + " was not everywhere after " + PATIENCE.mostMs() + " ms");
            return new Report(List.of(), served.loads(), served.wrong(), served.faults());
        }
        var delays = new ArrayList<Double>();
        for (int version = 1; version <= publishes; version++) {
            delays.add((served.everywhereAt(version) - clicks[version]) / 1e6);
        }
        return new Report(delays, served.loads(), served.wrong(), served.faults());
    }
}
