package io.warmtag.tools.bench;

import io.warmtag.tools.Api;
import io.warmtag.tools.Statistics;
import io.warmtag.tools.Table;
import io.warmtag.tools.fill.FilledAudience;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How long each page takes to come when millions of events are stored and the container is large, in both languages. */
final class ConsoleBenchmark implements Benchmark {
    private static final int WARM_UPS = 10;
    private static final int TIMES = 30;
    private static final int PERCENT = 95;
    private static final Budget MS = Budget.atMost(150, 150);
    private static final String BUYERS = """
            {"name": "Buyers", "condition": {"kind": "temperature", "is": ["hot"]}}""";

    private final Workbench bench;
    private final FilledServer filled;

    ConsoleBenchmark(Workbench bench, FilledServer filled) {
        this.bench = bench;
        this.filled = filled;
    }

    /** @param p95 in ms */
    private record Page(String path, String language, double median, double p95) {}

    private interface Asking {
        double ms(String path) throws Exception;
    }

    @Override
    public List<Figure> measure() throws Exception {
        FilledServer.Filled server = filled.get();
        Api api = bench.api(server.server());
        bench.say("console, an audience");
        FilledAudience.add(api, "/api/v1/sites/" + server.site(), BUYERS);
        var browser = ConsoleBrowser.logIn(server.server().target(), FilledServer.EMAIL, FilledServer.PASSWORD);
        var addresses = new ConsolePages(browser, api, server.site());
        List<String> paths = addresses.all();
        Set<String> large = Set.copyOf(addresses.ofLargeContainer());
        Asking asking = path -> {
            if (large.contains(path)) {
                addresses.changeSomething();
            }
            return browser.msOf(path);
        };
        var pages = new ArrayList<Page>();
        for (String language : List.of("en", "bn")) {
            bench.say("console, " + paths.size() + " pages, language " + language);
            browser.read(language);
            pages.addAll(time(paths, language, asking));
        }
        bench.say("console, the API's lists");
        List<Page> lists = time(addresses.ofApi(), "", path -> msOf(api, path));
        print(addresses, pages, lists);
        return figures(addresses, pages, lists);
    }

    private static List<Page> time(List<String> paths, String language, Asking asking) throws Exception {
        for (int i = 0; i < WARM_UPS; i++) {
            for (String path : paths) {
                double unused = asking.ms(path);
            }
        }
        var pages = new ArrayList<Page>();
        for (String path : paths) {
            var times = new ArrayList<Double>();
            for (int i = 0; i < TIMES; i++) {
                times.add(asking.ms(path));
            }
            pages.add(new Page(path, language, Statistics.median(times), Statistics.percentile(times, PERCENT)));
        }
        return pages;
    }

    private static double msOf(Api api, String path) {
        long begin = System.nanoTime();
        var answer = api.get(path);
        double ms = (System.nanoTime() - begin) / 1e6;
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(path + " answered " + answer.statusCode());
        }
        return ms;
    }

    private void print(ConsolePages addresses, List<Page> pages, List<Page> lists) {
        var table = new Table("p95 ms", "median", "", "address");
        var all = new ArrayList<>(pages);
        all.addAll(lists);
        all.sort(Comparator.comparing(Page::p95).reversed());
        for (Page page : all) {
            table.row(
                    Figure.number(page.p95), Figure.number(page.median), page.language, addresses.shortened(page.path));
        }
        bench.say("\n" + table);
    }

    private List<Figure> figures(ConsolePages addresses, List<Page> pages, List<Page> lists) {
        String with =
                " of " + TIMES + " times, with " + Figure.number(filled.extent().events()) + " events";
        var figures = new ArrayList<Figure>();
        figures.add(worst("console, the slowest page", pages, addresses, with));
        Map<String, List<Page>> large = new LinkedHashMap<>();
        for (String path : addresses.ofLargeContainer()) {
            large.put(
                    path, pages.stream().filter(page -> page.path.equals(path)).toList());
        }
        String things = ", with " + FilledServer.ENTITIES + " tags, triggers and variables each, after a change";
        large.forEach((path, both) -> figures.add(worst(
                "console, " + path.substring(path.indexOf('/', "/console/sites/".length())), both, addresses, things)));
        Page slowest = lists.stream().max(Comparator.comparing(Page::p95)).orElseThrow();
        figures.add(
                Figure.told("API, the slowest list", slowest.p95, "ms p95", addresses.shortened(slowest.path) + with));
        return figures;
    }

    private static Figure worst(String name, List<Page> pages, ConsolePages addresses, String with) {
        Page worst = pages.stream().max(Comparator.comparing(Page::p95)).orElseThrow();
        String how = addresses.shortened(worst.path) + " in " + worst.language + with;
        return Figure.judged(name, worst.p95, "ms p95", MS, how);
    }
}
